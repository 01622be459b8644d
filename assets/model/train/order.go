package main

import "sync"

// leaf is where a tree ends: the bins of every feature that lead to it, what it adds, and how much that rests on.
type leaf struct {
	node      int
	low, high []uint8
	value     float64
	weight    float64
}

// inOrder changes the values of a tree's leaves as little as needed for the sign of every feature to hold: two leaves that
// differ in one such feature alone, and meet in all others, stand in its order.
func (g *grower) inOrder(leaves []*leaf) {
	var pairs [][2]*leaf
	for i, a := range leaves {
		for _, b := range leaves[:i] {
			switch g.side(a, b) {
			case -1:
				pairs = append(pairs, [2]*leaf{a, b})
			case 1:
				pairs = append(pairs, [2]*leaf{b, a})
			}
		}
	}
	const rounds = 100
	for range rounds {
		fair := true
		for _, p := range pairs {
			if a, b := p[0], p[1]; a.value > b.value+1e-9 {
				fair = false
				a.value = (a.value*a.weight + b.value*b.weight) / (a.weight + b.weight)
				b.value = a.value
			}
		}
		if fair {
			break
		}
	}
	for again := true; again; { // what is left of it is settled upwards
		again = false
		for _, p := range pairs {
			if p[0].value > p[1].value {
				p[1].value, again = p[0].value, true
			}
		}
	}
}

// side tells whether a may not exceed b (-1), b may not exceed a (1), or neither (0).
func (g *grower) side(a, b *leaf) int8 {
	apart, below := -1, false
	for f := range a.low {
		if a.high[f] < b.low[f] || b.high[f] < a.low[f] {
			if apart >= 0 {
				return 0
			}
			apart, below = f, a.high[f] < b.low[f]
		}
	}
	if apart < 0 || g.rising[apart] == 0 {
		return 0
	}
	if below {
		return -g.rising[apart]
	}
	return g.rising[apart]
}

// parallel runs a function for 0 to n-1 on two processors.
func parallel(n int, run func(int)) {
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := w; i < n; i += 2 {
				run(i)
			}
		})
	}
	wg.Wait()
}
