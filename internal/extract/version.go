package extract

// Version names the code and data that read a page: where it is the same, so are the claims of a page. A test holds
// it to them; `make update` writes it anew.
const Version = "0e6e2d5bd3bf"
