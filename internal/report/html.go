package report

// HTML is index.html.
func (r *Report) HTML() ([]byte, error) {
	return []byte("<!doctype html><title>" + "report" + "</title>"), nil
}
