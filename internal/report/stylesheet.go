package report

import "fmt"

// Stylesheet is the style of the page, for pages beside it that shall look like it.
func Stylesheet() ([]byte, error) {
	css, err := assets.ReadFile("assets/style.css")
	if err != nil {
		return nil, fmt.Errorf("style.css: %w", err)
	}
	return css, nil
}
