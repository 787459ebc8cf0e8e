package extract

import (
	"slices"

	"rolecall/internal/lexicon"
)

// abbreviations end in a dot that ends no sentence.
var abbreviations = map[string]bool{
	"vs": true, "v": true, "e.g": true, "eg": true, "ie": true, "etc": true, "inc": true, "ltd": true, "co": true, "corp": true, "dr": true, "mr": true, "mrs": true, "ms": true, "prof": true,
	"sr": true, "jr": true, "st": true, "no": true, "approx": true, "dept": true, "est": true, "fig": true, "al": true, "vol": true, "rs": true, "fr": true, "jan": true, "feb": true, "mar": true,
	"apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true, "gov": true, "avg": true, "incl": true, "resp": true, "ca": true,
}

// mayEnd are abbreviations that may also end a sentence: only a capital behind them decides.
var mayEnd = map[string]bool{"etc": true, "inc": true, "ltd": true, "co": true, "corp": true, "us": true, "uk": true, "no": true, "al": true, "usa": true}

// split parts a block's tokens into sentences. A break of the markup ends one too.
func (d *doc) split(tokens []lexicon.Token, breaks []int) []sentence {
	var out []sentence
	first := 0
	flush := func(end int) {
		if end > first {
			out = append(out, d.newSentence(tokens[first:end]))
		}
		first = end
	}
	for i := range tokens {
		for len(breaks) > 0 && i > 0 && breaks[0] < tokens[i-1].End {
			breaks = breaks[1:]
		}
		if i > first && len(breaks) > 0 && breaks[0] <= tokens[i].Start {
			flush(i)
		}
		if endsSentence(tokens, i) {
			end := i + 1
			for end < len(tokens) && closes(tokens[end], tokens[end-1]) {
				end++
			}
			if end > i {
				flush(end)
			}
		}
	}
	flush(len(tokens))
	return slices.DeleteFunc(out, func(s sentence) bool { return len(s.tokens) > maxSentence })
}

// maxSentence is how many tokens a sentence has at the most. A longer run is none that somebody wrote to be read, and no
// claim is quoted from it.
const maxSentence = 400

func (d *doc) newSentence(tokens []lexicon.Token) sentence {
	return sentence{start: tokens[0].Start, end: tokens[len(tokens)-1].End, tokens: tokens, mentions: d.lex.Mentions(tokens)}
}

// closes reports whether a mark belongs to the sentence that ended right before it.
func closes(t, before lexicon.Token) bool {
	if t.Start != before.End {
		return false
	}
	switch t.Low {
	case "\"", "”", "’", "'", ")", "]", "»", ".", "!", "?":
		return true
	}
	return false
}

func endsSentence(tokens []lexicon.Token, i int) bool {
	t := tokens[i]
	if t.Kind != lexicon.Mark && t.Kind != lexicon.Word {
		return false
	}
	switch t.Low {
	case "!", "?", "…":
		return i+1 >= len(tokens) || tokens[i+1].Start > t.End || tokens[i+1].Kind == lexicon.Mark
	case ".":
		return endsAtDot(tokens, i)
	}
	// "U.S." and "C.I.O." swallow the dot: only a capitalised function word behind it tells a new sentence.
	if t.Kind == lexicon.Word && t.End-t.Start > len(t.Low) && i+1 < len(tokens) {
		return tokens[i+1].Upper && openers[tokens[i+1].Low] && mayEnd[t.Low]
	}
	return false
}

// openers begin sentences.
var openers = map[string]bool{"the": true, "a": true, "an": true, "in": true, "it": true, "this": true, "they": true, "at": true, "for": true, "he": true, "she": true, "we": true, "you": true, "by": true, "on": true, "and": true, "but": true}

func endsAtDot(tokens []lexicon.Token, i int) bool {
	if i+1 >= len(tokens) {
		return true
	}
	next := tokens[i+1]
	if next.Start == tokens[i].End && next.Kind != lexicon.Mark {
		return next.Upper && i > 0 && tokens[i-1].Kind == lexicon.Word && len(tokens[i-1].Low) > 2 && !isDomain(next) // "job.The next"
	}
	if i > 0 {
		before := tokens[i-1]
		if before.Kind == lexicon.Word && before.End == tokens[i].Start {
			if abbreviations[before.Low] {
				return mayEnd[before.Low] && next.Upper && openers[next.Low]
			}
			if len(before.Low) == 1 && before.Upper && before.Low != "i" && (i < 2 || tokens[i-2].End < before.Start) {
				return false // an initial
			}
		}
	}
	return next.Kind != lexicon.Word || next.Upper
}

func isDomain(t lexicon.Token) bool { return t.Low == "com" || t.Low == "io" || t.Low == "net" }
