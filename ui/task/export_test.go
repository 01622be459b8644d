package task

// Kept is how many keys the runner remembers.
func (r *Runner) Kept() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return max(len(r.gens), len(r.cancel))
}
