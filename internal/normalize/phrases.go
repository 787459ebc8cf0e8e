package normalize

// phrases finds the entries of words and phrases.
type phrases struct {
	first map[string]*node // by the first word
}

// node is a word of a phrase: what the phrase so far is, and the words that go on from there.
type node struct {
	word  string
	next  []*node
	entry *entry
}

// child is the node of the next word; nil where no phrase goes on with it.
func (n *node) child(word string) *node {
	for _, c := range n.next {
		if c.word == word {
			return c
		}
	}
	return nil
}

// at is the entry of a phrase, made where it is missing.
func (p *phrases) at(phrase string) *entry {
	var n *node
	for _, t := range tokenize(phrase) {
		word := t.word
		if t.owner {
			word += "'s"
		}
		child := p.after(n, word)
		switch {
		case child != nil:
		case n == nil:
			child = &node{word: word}
			p.first[word] = child
		default:
			child = &node{word: word}
			n.next = append(n.next, child)
		}
		n = child
	}
	if n.entry == nil {
		n.entry = &entry{}
	}
	return n.entry
}

// after is the node of the word that goes on from n, or begins a phrase where n is nil.
func (p *phrases) after(n *node, word string) *node {
	if n == nil {
		return p.first[word]
	}
	return n.child(word)
}

// match finds the longest known phrase at the head of tokens and its number of words; nil, 1 where there is none.
// "The goals of the company" are "goals of company".
func (p *phrases) match(tokens []token) (*entry, int) {
	var found *entry
	count := 1
	var n *node
	for i, t := range tokens {
		if i > 0 && t.mark != noBreak {
			break
		}
		next := p.after(n, t.word)
		if next == nil && i > 0 && t.word == "the" && tokens[i-1].word == "of" {
			continue
		}
		owned := t.owner
		if owned {
			if whole := p.after(n, t.word+"'s"); whole != nil {
				next, owned = whole, false
			}
		}
		if n = next; n == nil {
			break
		}
		if n.entry != nil {
			found, count = n.entry, i+1
		}
		if owned { // what follows is no part of the phrase
			break
		}
	}
	return found, count
}
