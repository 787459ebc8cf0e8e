package review

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rolecall/internal/claim"
)

// attacks are pages that try to run a script, to load something or to lead elsewhere.
func attacks() []string {
	return []string{
		`<script>alert(1)</script><p>x`,
		`<img src=x onerror=alert(1)>`,
		`<img srcset="https://evil.example/a 1x" src=data:,x>`,
		`<svg><script>alert(1)</script></svg>`,
		`<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a>`,
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
		`<math><a xlink:href="javascript:alert(1)">x</a></math>`,
		`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
		`<a href="javascript:alert(1)">x</a>`,
		`<a href="jav&#x09;ascript:alert(1)">x</a>`,
		`<a href="https://evil.example/" ping="https://evil.example/p" target=_top>x</a>`,
		`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
		`<iframe src="//evil.example"></iframe><object data="//evil.example"></object><embed src="//evil.example">`,
		`<frameset><frame src="javascript:alert(1)"></frameset>`,
		`<meta http-equiv=refresh content="0;url=https://evil.example">`,
		`<base href="https://evil.example/"><a href=x>x</a>`,
		`<link rel=stylesheet href="https://evil.example/a.css"><link rel=preconnect href="https://evil.example">`,
		`<style>@import "https://evil.example/a.css"; body{background:url(https://evil.example/b)}</style>`,
		`<p style="background:url(https://evil.example/b)">x</p>`,
		`<p style="position:fixed;inset:0">x</p>`,
		`<body background="https://evil.example/b" onload=alert(1)><table background="https://evil.example/b"><td background=x>x`,
		`<video src=//evil.example poster=//evil.example><source src=//evil.example><track src=//evil.example></video><audio src=//evil.example>`,
		`<form action="https://evil.example"><input name=a autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>x</button></form>`,
		`<details open ontoggle=alert(1)>x</details>`,
		`<x-y onclick=alert(1) style=display:block is=z>x</x-y>`,
		`<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>`,
		`<noscript><img src=//evil.example/pixel><script>alert(1)</script></noscript>`,
		`<template><img src=x onerror=alert(1)></template>`,
		`<xmp><img src=x onerror=alert(1)></xmp>`,
		`<plaintext><img src=x onerror=alert(1)>`,
		`<textarea></textarea><img src=x onerror=alert(1)>`,
		`<title><script>alert(1)</script></title>`,
		`<noembed><img src=x onerror=alert(1)></noembed><noframes><img src=x onerror=alert(1)></noframes>`,
		`<select><option><style></option></select><img src=x onerror=alert(1)></style>`,
		`<p lang="en&quot; onclick=alert(1)">x</p><td colspan="2' onclick=alert(1)">`,
		`<mark id=q>not ours</mark><p id=q name=x>x</p>`,
		`<!--><img src=x onerror=alert(1)>--><p>x`,
		`<![CDATA[<img src=x onerror=alert(1)>]]>`,
		`<?xml-stylesheet href="//evil.example"?><p>x`,
		"<a href=\"\x01javascript:alert(1)\">x</a>\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
		`<isindex action=//evil.example prompt=x>`,
		`<portal src=//evil.example></portal><fencedframe></fencedframe><bgsound src=//evil.example><image src=//evil.example>`,
		`<div itemscope itemtype="https://evil.example" data-x="//evil.example" cite="//evil.example">x</div><blockquote cite="//evil.example">x</blockquote>`,
		`<table><tr><td><h1>x<table><script>alert(1)</script><td>y`,
		`<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">`,
		`</span></body></html><script>alert(1)</script>`,
	}
}

// danger says what of a page as a browser parses it may not be there; "" where all is well.
func danger(source string) string {
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return err.Error()
	}
	known, attributes := fates(), inertAttributes()
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			return "a comment"
		}
		if n.Type != html.ElementNode || n.DataAtom == atom.Html || n.DataAtom == atom.Head || n.DataAtom == atom.Body {
			continue
		}
		if n.Namespace != "" {
			return "an element of " + n.Namespace
		}
		if f := known[n.DataAtom]; n.DataAtom != atom.Mark && f.as != n.DataAtom {
			return "the element " + n.Data
		}
		for _, a := range n.Attr {
			ours := n.DataAtom == atom.Mark && (a.Key == "id" || a.Key == "class") || n.DataAtom == atom.Details && a.Key == "open"
			if fits := attributes[a.Key]; !ours && (fits == nil || !fits(a.Val)) {
				return "the attribute " + a.Key + " of " + n.Data
			}
		}
	}
	return ""
}

func TestArchivedPagesAreInert(t *testing.T) {
	for _, source := range attacks() {
		out := string(rendered(inertBody([]byte(source), "text/html; charset=utf-8")))
		if found := danger(out); found != "" {
			t.Errorf("%s\nbecomes %s\nwhich holds %s", source, out, found)
		}
	}
}

func TestInertPagesKeepWhatCanBeRead(t *testing.T) {
	tests := []struct{ source, want string }{
		{`<p class=a>One <a href="/x">two</a> <img src=y alt=z></p>`, `<p>One <a>two</a> </p>`},
		{`<ul><li value="2" onclick=x>a</li></ul>`, `<ul><li value="2">a</li></ul>`},
		{`<table><tr><th scope=col colspan=2>a</th></tr></table>`, `<table><tbody><tr><th scope="col" colspan="2">a</th></tr></tbody></table>`},
		{`<table><tr><td><h2>Head</h2><p>Text</p></td></tr></table>`, `<div><div><div><div><h2>Head</h2><p>Text</p></div></div></div></div>`},
		{`<details><summary>Q</summary>A</details>`, `<details open=""><summary>Q</summary>A</details>`},
		{`<my-box><p>in a box</p></my-box>`, `<div><p>in a box</p></div>`},
		{`<p>x</p><noscript><p>without scripts</p></noscript>`, `<p>x</p><p>without scripts</p>`},
		{`<xmp>a <b></xmp>`, `<pre>a &lt;b&gt;</pre>`},
		{`<button>Show</button><form><label>Name</label></form>`, `<span>Show</span><div><span>Name</span></div>`},
		{`<p lang="de-AT" dir="rtl">x</p>`, `<p lang="de-AT" dir="rtl">x</p>`},
	}
	for _, tt := range tests {
		if got := string(rendered(inertBody([]byte(tt.source), ""))); got != tt.want {
			t.Errorf("%s\nbecomes %s\nwant    %s", tt.source, got, tt.want)
		}
	}
}

func FuzzInert(f *testing.F) {
	for _, source := range attacks() {
		f.Add(source, 0, 5)
	}
	f.Fuzz(func(t *testing.T, source string, from, to int) {
		in := inertBody([]byte(source), "text/html; charset=utf-8")
		mark(in, "x alert(1) y", []wanted{{Span: claim.Span{Start: from, End: to}}})
		out := string(rendered(in))
		if found := danger(out); found != "" {
			t.Errorf("%q\nbecomes %q\nwhich holds %s", source, out, found)
		}
	})
}
