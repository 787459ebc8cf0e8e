// Package jsonld says what pages claim in the terms of schema.org: a page as Article, a role on it as Occupation with
// responsibilities and estimatedSalary, and every claim as Claim with its quote.
package jsonld

import (
	"cmp"
	"strings"
	"time"

	"rolecall/internal/claim"
)

// Context is the @context under which the nodes stand. It names no address that a reader would have to fetch.
const Context = `{"@vocab": "https://schema.org/", "url": {"@type": "@id"}}`

// Node is one node of a graph: an Article, Occupation or Claim.
type Node any

// Ref points to a node.
type Ref struct {
	ID string `json:"@id"`
}

// Article is a page.
type Article struct {
	Type          string     `json:"@type"`
	ID            string     `json:"@id"`
	URL           string     `json:"url"`
	Identifier    string     `json:"identifier"` // document_id
	Name          string     `json:"name,omitempty"`
	Author        *Person    `json:"author,omitempty"`
	Language      string     `json:"inLanguage,omitempty"`
	DatePublished *time.Time `json:"datePublished,omitempty"`
	DateModified  *time.Time `json:"dateModified,omitempty"`
}

// Person is who wrote a page or an answer.
type Person struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// Statement is one claim with its evidence.
type Statement struct {
	Type       string  `json:"@type"`
	Identifier string  `json:"identifier"` // claim_id
	Text       string  `json:"text"`       // the quote
	Keywords   string  `json:"keywords"`   // kind, and category or value
	Author     *Person `json:"author,omitempty"`
	Appearance Ref     `json:"appearance"`
	About      *Ref    `json:"about,omitempty"` // the occupation; none where roles are compared
}

// Page gives the nodes of a page: the page, its occupations and its claims. The claims are the page's own, in the order
// in which they are to stand.
func Page(d *claim.Document, claims []claim.Claim) []Node {
	page := Ref{d.URL}
	nodes := []Node{article(d)}
	occupations := group(claims, func(c *claim.Claim) place { return place{c.Role, c.Pay.Region} })
	for _, of := range occupations {
		if of.key.role != "" {
			nodes = append(nodes, occupation(of.key, page, d.ID, of.claims))
		}
	}
	for i := range claims {
		nodes = append(nodes, statement(&claims[i], page))
	}
	return nodes
}

func article(d *claim.Document) Article {
	return Article{
		Type: "Article", ID: d.URL, URL: d.URL, Identifier: d.ID, Name: d.Title, Author: person(d.Author),
		Language: d.Language, DatePublished: d.PublishedAt, DateModified: d.ModifiedAt,
	}
}

func person(name string) *Person {
	if name == "" {
		return nil
	}
	return &Person{"Person", name}
}

func statement(c *claim.Claim, page Ref) Statement {
	words := []string{string(c.Kind)}
	if what := cmp.Or(c.Category, c.Value, c.Pay.Statistic); what != "" {
		words = append(words, what)
	}
	s := Statement{
		Type: "Claim", Identifier: c.ID, Text: c.Quote, Keywords: strings.Join(words, ", "),
		Author: person(c.Author), Appearance: page,
	}
	if c.Role != "" {
		s.About = &Ref{occupationID(place{c.Role, c.Pay.Region}, c.DocumentID)}
	}
	return s
}

// grouped are the claims of one key.
type grouped[K comparable] struct {
	key    K
	claims []*claim.Claim
}

// group puts claims of one key together, in the order in which the keys first come.
func group[K comparable](claims []claim.Claim, key func(*claim.Claim) K) []grouped[K] {
	var groups []grouped[K]
	index := map[K]int{}
	for i := range claims {
		k := key(&claims[i])
		at, known := index[k]
		if !known {
			at = len(groups)
			index[k] = at
			groups = append(groups, grouped[K]{key: k})
		}
		groups[at].claims = append(groups[at].claims, &claims[i])
	}
	return groups
}
