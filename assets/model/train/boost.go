package main

import (
	"math"
	"slices"
)

// The size and pace of the boosted trees.
type boosting struct {
	trees, depth int
	rate         float64
	minWeight    float64 // least hessian in a leaf
	shrink       float64 // L2 on the leaves
	sample       float64 // share of the rows each tree sees
}

var usualBoosting = boosting{trees: 240, depth: 6, rate: .08, minWeight: 4, shrink: 2, sample: .7}

// Rows that are clearly wrong are looked at less often and count for more.
const (
	settled      = .001
	settledShare = .15
)

// maxBins is how many values of a feature are told apart.
const maxBins = 255

// table holds the rows in bins, one column a feature.
type table struct {
	bins   [][]uint8   // by feature, by row
	edges  [][]float32 // by feature: a value below edges[i] is in a bin up to i
	right  []bool
	weight []float32
}

func newTable(rows [][]float32, right []bool, weight []float32) *table {
	n := len(rows[0])
	t := &table{bins: make([][]uint8, n), edges: make([][]float32, n), right: right, weight: weight}
	parallel(n, func(f int) {
		values := make([]float32, len(rows))
		for i := range rows {
			values[i] = rows[i][f]
		}
		t.edges[f] = edgesOf(values)
		t.bins[f] = make([]uint8, len(rows))
		for i, v := range values {
			bin, found := slices.BinarySearch(t.edges[f], v)
			if found {
				bin++
			}
			t.bins[f][i] = uint8(bin)
		}
	})
	return t
}

// edgesOf lies between the values that occur, or between equal shares of the rows when there are many.
func edgesOf(values []float32) []float32 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	distinct := slices.Compact(slices.Clone(sorted))
	var edges []float32
	if len(distinct) <= maxBins {
		for i := 1; i < len(distinct); i++ {
			edges = append(edges, (distinct[i-1]+distinct[i])/2)
		}
		return edges
	}
	for i := 1; i < maxBins; i++ {
		e := sorted[i*len(sorted)/maxBins]
		if len(edges) == 0 || e > edges[len(edges)-1] {
			edges = append(edges, e)
		}
	}
	return edges
}

// node is a question or, when feature is negative, a leaf.
type node struct {
	feature int
	at      float32 // goes left below it
	bin     int     // goes left in a bin up to it
	left    int
	value   float64
}

// boost fits trees to what is right, with the sign of every feature kept, and gives the log-odds to begin with.
func boost(t *table, rising []int8, b boosting, random func() float64) (base float64, trees [][]node) {
	yes, all := 0.0, 0.0
	for i, r := range t.right {
		all += float64(t.weight[i])
		if r {
			yes += float64(t.weight[i])
		}
	}
	base = math.Log(yes / (all - yes))
	logit := make([]float64, len(t.right))
	for i := range logit {
		logit[i] = base
	}
	g := &grower{table: t, rising: rising, b: b, grad: make([]float32, len(logit)), hess: make([]float32, len(logit))}
	for range b.trees {
		var rows []int32
		for i, x := range logit {
			p := sigmoid(x)
			y := 0.0
			if t.right[i] {
				y = 1
			}
			g.grad[i], g.hess[i] = float32(p-y)*t.weight[i], float32(max(p*(1-p), 1e-6))*t.weight[i]
			share := b.sample
			if p < settled && !t.right[i] { // most rows are long decided: few of them stand for all
				share = b.sample * settledShare
				g.grad[i], g.hess[i] = g.grad[i]/settledShare, g.hess[i]/settledShare
			}
			if random() < share {
				rows = append(rows, int32(i))
			}
		}
		tree := g.grow(rows)
		trees = append(trees, tree)
		parallel(64, func(part int) {
			for i := part * len(logit) / 64; i < (part+1)*len(logit)/64; i++ {
				logit[i] += t.answer(tree, i)
			}
		})
	}
	return base, trees
}

func (t *table) answer(tree []node, row int) float64 {
	n := &tree[0]
	for n.feature >= 0 {
		next := n.left
		if int(t.bins[n.feature][row]) > n.bin {
			next++
		}
		n = &tree[next]
	}
	return n.value
}

// grower grows one tree after the other, level by level.
type grower struct {
	table      *table
	rising     []int8
	b          boosting
	grad, hess []float32
	tree       []node
}

// open is a leaf that may still be split, with the bins of every feature that lead to it.
type open struct {
	node       int
	rows       []int32
	grad, hess float64
	low, high  []uint8
	depth      int
	sums       []binSums // by feature; nil for one that stays a leaf
}

// binSums are the sums of the gradients and of the hessians of the rows in every bin of a feature.
type binSums [maxBins + 1][2]float64

func (g *grower) grow(rows []int32) []node {
	g.tree = []node{{feature: -1}}
	root := open{rows: rows, low: make([]uint8, len(g.rising)), high: make([]uint8, len(g.rising))}
	for f := range root.high {
		root.high[f] = maxBins
	}
	for _, i := range rows {
		root.grad += float64(g.grad[i])
		root.hess += float64(g.hess[i])
	}
	if g.splittable(&root) {
		root.sums = g.sum(rows)
	}
	waiting := []open{root}
	var leaves []*leaf
	for len(waiting) > 0 {
		o := waiting[0]
		waiting = waiting[1:]
		if o.sums != nil {
			if s := g.bestSplit(&o); s.gain > 1e-3 {
				waiting = append(waiting, g.split(&o, s)...)
				continue
			}
		}
		leaves = append(leaves, &leaf{o.node, o.low, o.high, g.value(o.grad, o.hess), o.hess + g.b.shrink})
	}
	g.inOrder(leaves)
	for _, l := range leaves {
		g.tree[l.node].value = g.b.rate * l.value
	}
	return g.tree
}

func (g *grower) splittable(o *open) bool { return o.depth < g.b.depth && o.hess >= 2*g.b.minWeight }

func (g *grower) sum(rows []int32) []binSums {
	sums := make([]binSums, len(g.rising))
	parallel(len(sums), func(f int) {
		bins, into := g.table.bins[f], &sums[f]
		for _, i := range rows {
			x := &into[bins[i]]
			x[0] += float64(g.grad[i])
			x[1] += float64(g.hess[i])
		}
	})
	return sums
}

// share gives the two sides of a leaf their sums: one is counted, the other is what is left of the whole.
func (g *grower) share(whole []binSums, l, r *open) {
	if len(l.rows) > len(r.rows) {
		l, r = r, l
	}
	if !g.splittable(l) && !g.splittable(r) {
		return
	}
	l.sums, r.sums = g.sum(l.rows), whole
	for f := range whole {
		for b := range whole[f] {
			whole[f][b][0] -= l.sums[f][b][0]
			whole[f][b][1] -= l.sums[f][b][1]
		}
	}
	for _, o := range []*open{l, r} {
		if !g.splittable(o) {
			o.sums = nil
		}
	}
}

// value is the best step of a leaf.
func (g *grower) value(grad, hess float64) float64 { return -grad / (hess + g.b.shrink) }

type split struct {
	feature, bin int
	gain         float64
	grad, hess   float64 // of the left side
}

func (g *grower) bestSplit(o *open) split {
	found := make([]split, len(g.rising))
	parallel(len(g.rising), func(f int) { found[f] = g.splitOf(o, f) })
	best := split{}
	for _, s := range found {
		if s.gain > best.gain {
			best = s
		}
	}
	return best
}

func (g *grower) splitOf(o *open, f int) split {
	best := split{}
	whole := g.gain(o.grad, o.hess, g.value(o.grad, o.hess))
	left := split{feature: f}
	for b := range g.table.edges[f] {
		left.grad += o.sums[f][b][0]
		left.hess += o.sums[f][b][1]
		if left.hess < g.b.minWeight || o.hess-left.hess < g.b.minWeight {
			continue
		}
		l, r := g.value(left.grad, left.hess), g.value(o.grad-left.grad, o.hess-left.hess)
		if g.rising[f] > 0 && l > r || g.rising[f] < 0 && l < r {
			continue
		}
		left.bin, left.gain = b, g.gain(left.grad, left.hess, l)+g.gain(o.grad-left.grad, o.hess-left.hess, r)-whole
		if left.gain > best.gain {
			best = left
		}
	}
	return best
}

func (g *grower) gain(grad, hess, value float64) float64 {
	return -2*grad*value - (hess+g.b.shrink)*value*value
}

func (g *grower) split(o *open, s split) []open {
	left := len(g.tree)
	g.tree = append(g.tree, node{feature: -1}, node{feature: -1})
	n := &g.tree[o.node]
	n.feature, n.bin, n.at, n.left = s.feature, s.bin, g.table.edges[s.feature][s.bin], left
	l := open{node: left, grad: s.grad, hess: s.hess, low: o.low, high: slices.Clone(o.high), depth: o.depth + 1}
	r := open{node: left + 1, grad: o.grad - s.grad, hess: o.hess - s.hess, low: slices.Clone(o.low), high: o.high, depth: o.depth + 1}
	l.high[s.feature], r.low[s.feature] = uint8(s.bin), uint8(s.bin+1)
	bins := g.table.bins[s.feature]
	for _, i := range o.rows {
		if int(bins[i]) <= s.bin {
			l.rows = append(l.rows, i)
		} else {
			r.rows = append(r.rows, i)
		}
	}
	g.share(o.sums, &l, &r)
	return []open{l, r}
}
