package page

// isThread reports whether the page is a question with answers, or a discussion, and not an article with comments.
func isThread(t *tree) bool {
	var comments, posts int32
	for i := t.body; i < t.nodes[t.body].end; i++ {
		n := &t.nodes[i]
		if n.drop {
			i = n.end - 1
			continue
		}
		if n.hint&hintComment != 0 && isBox(n.n) {
			comments += n.prose
			posts++
			i = n.end - 1
		}
	}
	return posts > 0 && comments > t.nodes[t.body].prose/2
}

// enterPost begins a new post where element i is one.
func (b *builder) enterPost(i int32) {
	if !b.content.thread {
		return
	}
	if b.posts == 0 {
		b.posts = 1
		b.at.post = 1
	}
	n := &b.t.nodes[i]
	if n.isPost || n.hint&hintComment != 0 && isBox(n.n) {
		b.posts++
		b.at.post, b.at.author = b.posts, ""
	}
}
