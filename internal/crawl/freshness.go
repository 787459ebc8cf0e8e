package crawl

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// freshness is how long an answer may be used without asking again (RFC 9111, 4.2): max-age, else Expires, less the age
// that it came with. Without either it is nothing: no guess is made from Last-Modified.
func freshness(header http.Header) time.Duration {
	control := directives(header)
	if _, ask := control["no-cache"]; ask {
		return 0
	}
	if _, no := control["no-store"]; no {
		return 0
	}
	return max(0, min(maxFresh, lifetime(control, header)-age(header)))
}

func lifetime(control map[string]string, header http.Header) time.Duration {
	if value, ok := control["max-age"]; ok {
		return seconds(value)
	}
	expires, err := http.ParseTime(header.Get("Expires"))
	if err != nil {
		return 0
	}
	sent, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return 0
	}
	return expires.Sub(sent)
}

// age is how long an answer lay in other caches on its way.
func age(header http.Header) time.Duration { return seconds(strings.TrimSpace(header.Get("Age"))) }

// seconds reads a whole number of seconds, 0 where it is none.
func seconds(value string) time.Duration {
	n, err := strconv.ParseUint(value, 10, 31)
	if err != nil {
		return 0
	}
	return time.Duration(n) * time.Second
}

// directives reads Cache-Control: names in lower case, values without quotes. Of a repeated one the first counts.
func directives(header http.Header) map[string]string {
	out := map[string]string{}
	for _, line := range header.Values("Cache-Control") {
		for part := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(part, "=")
			name = strings.ToLower(strings.TrimSpace(name))
			if _, there := out[name]; !there && name != "" {
				out[name] = strings.Trim(strings.TrimSpace(value), `"`)
			}
		}
	}
	return out
}
