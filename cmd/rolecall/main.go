// Command rolecall crawls articles about technology executives and compares what they claim.
package main

import (
	"context"
	"os"

	"rolecall/internal/cli"
)

func main() {
	os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}
