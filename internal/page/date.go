package page

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// layouts are the forms of dates that pages give machines and people. Zones that are not given are UTC.
func layouts() []string {
	return []string{
		time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
		"2006/01/02", "20060102", time.RFC1123Z, time.RFC1123, "January 2, 2006", "Jan 2, 2006", "January 2 2006", "Jan 2 2006",
		"2 January 2006", "2 Jan 2006", "2 January, 2006", "2 Jan, 2006", "Monday, January 2, 2006", "Monday, 2 January 2006",
		"Mon, Jan 2, 2006", "Mon, 2 Jan 2006", "January 2, 2006 3:04 PM", "January 2, 2006 at 3:04 PM", "Jan 2, 2006, 3:04 PM",
		"Mon Jan 2 2006", "Jan 2 2006, 15:04:05 MST", "2 January 2006 15:04", "January 2, 2006 15:04", "02.01.2006", "2006.01.02", "Jan 2 '06",
	}
}

var (
	ordinal   = regexp.MustCompile(`(\d)(st|nd|rd|th)\b`)
	monthDot  = regexp.MustCompile(`\b([A-Z][a-z]{2,3})\.`)
	visible   = regexp.MustCompile(`(?i)\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b`)
	dateCue   = regexp.MustCompile(`(?i)^\W*(?:(?:first |originally )?(?:published|posted|publication date|date|created|updated|last updated|last modified|modified|last reviewed|reviewed)\b)?(?: on| at|:)*\s*`)
	updateCue = regexp.MustCompile(`(?i)\b(?:updated|modified|reviewed)\b`)
)

// parseDate reads a date as machines and people write it; nil where it is none between 1990 and 2100.
func parseDate(s string) *time.Time {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 45 {
		return nil
	}
	s = monthDot.ReplaceAllString(ordinal.ReplaceAllString(fold(s), "$1"), "$1")
	s = strings.Replace(s, "Sept ", "Sep ", 1)
	for _, layout := range layouts() {
		d, err := time.Parse(layout, s)
		if err == nil && d.Year() >= 1990 && d.Year() < 2100 {
			d = d.UTC()
			return &d
		}
	}
	return nil
}

// bylineDates finds the dates that short lines of the body show: "Updated on May 3, 2024". Only a line that is hardly
// more than its date counts, and only near the first heading.
func bylineDates(t *tree) (*time.Time, *time.Time) {
	var published, modified *time.Time
	seen := 0
	for i := t.body; i < t.nodes[t.body].end && seen < 6000; i++ {
		n := &t.nodes[i]
		if n.n.Type != html.TextNode {
			if n.drop {
				i = n.end - 1
			}
			continue
		}
		seen += len(n.n.Data)
		if len(n.n.Data) > 160 || !strings.Contains(n.n.Data, "20") && !strings.Contains(n.n.Data, "19") {
			continue
		}
		line := fold(n.n.Data)
		at := visible.FindStringIndex(line)
		if at == nil || len(line)-(at[1]-at[0]) > 60 {
			continue
		}
		date := parseDate(line[at[0]:at[1]])
		before := line[:at[0]]
		if before == "" {
			before = t.textBefore(n.parent, i)
		}
		switch {
		case date == nil:
		case updateCue.MatchString(before):
			if modified == nil {
				modified = date
			}
		case published == nil && strings.TrimSpace(dateCue.ReplaceAllString(line[:at[0]], "")) == "":
			published = date
		}
	}
	return published, modified
}
