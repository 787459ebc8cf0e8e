package page

import "unicode"

// Shows reports whether a character of a page is one that Page.Text holds as it is, whatever white space and markup
// stand around it: no white space, nothing invisible, no bar, which also parts the cells of a row.
func Shows(r rune) bool {
	return r != '|' && r != '\u2800' && !unicode.IsSpace(r) && !unicode.IsControl(r) && !invisible(r)
}
