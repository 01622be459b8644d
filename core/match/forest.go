package match

import (
	"fmt"
	"slices"
)

// forest is a sum of decision trees over features, in log-odds. A question does not hold its number but the place of it among
// all that are asked of its feature, so that a set of features is one byte each and a question two. All trees are kept equally
// deep, with a question everywhere: the first is at 1, those below the question at i are at 2i and 2i+1, and nothing but the
// answers decides where to go. So a processor goes through several trees at once instead of waiting for every answer.
type forest struct {
	base   float64
	steps  [][]float32 // of each feature, the numbers asked for, rising
	asks   [][1 << mostDepth]question
	leaves [][1 << mostDepth]float32 // what each adds
}

// question is a feature in the lower byte, and in the upper one the place of a step that must be reached to go right.
type question uint16

// What a forest can hold.
const (
	mostDepth    = 6
	mostSteps    = 255
	mostFeatures = 256
)

// answers says of each feature how many of its steps are reached.
type answers [mostFeatures]uint8

// newForest checks that every tree ends.
func newForest(base float64, trees [][]TreeNode, features int) (forest, error) {
	f := forest{base: base, steps: make([][]float32, min(features, mostFeatures))}
	for i, tree := range trees {
		if len(tree) == 0 {
			return f, fmt.Errorf("tree %d of the duplicate search's model is empty", i)
		}
		for at, n := range tree {
			if n.Feature < 0 {
				continue
			}
			if int(n.Feature) >= len(f.steps) || int(n.Left) <= at || int(n.Left)+1 >= len(tree) {
				return f, fmt.Errorf("tree %d of the duplicate search's model is damaged at node %d", i, at)
			}
			f.steps[n.Feature] = append(f.steps[n.Feature], n.At)
		}
		if depthOf(tree, 0) > mostDepth {
			return f, fmt.Errorf("tree %d of the duplicate search's model is deeper than %d", i, mostDepth)
		}
	}
	for i, list := range f.steps {
		slices.Sort(list)
		if f.steps[i] = slices.Clip(slices.Compact(list)); len(f.steps[i]) > mostSteps {
			return f, fmt.Errorf("the duplicate search's model asks for more than %d numbers of feature %d", mostSteps, i)
		}
	}
	f.asks, f.leaves = make([][1 << mostDepth]question, len(trees)), make([][1 << mostDepth]float32, len(trees))
	for i, tree := range trees {
		f.plant(tree, 0, i, 1)
	}
	return f, nil
}

// depthOf is how many questions are asked in a tree at most, of those too deep one above mostDepth.
func depthOf(tree []TreeNode, at int32) int {
	if tree[at].Feature < 0 {
		return 0
	}
	below := depthOf(tree, tree[at].Left)
	if below < mostDepth {
		below = max(below, depthOf(tree, tree[at].Left+1))
	}
	return min(below, mostDepth) + 1
}

// plant puts a node, and all below it, at a place of the equally deep tree; below a leaf that comes early every answer leads
// to the same.
func (f *forest) plant(nodes []TreeNode, from int32, tree, at int) {
	n := nodes[from]
	if at >= 1<<mostDepth {
		f.leaves[tree][at-1<<mostDepth] = n.At
		return
	}
	left, right := from, from
	if n.Feature >= 0 {
		step, _ := slices.BinarySearch(f.steps[n.Feature], n.At)
		f.asks[tree][at] = question(step<<8 | int(n.Feature))
		left, right = n.Left, n.Left+1
	}
	f.plant(nodes, left, tree, 2*at)
	f.plant(nodes, right, tree, 2*at+1)
}

// ask gives the log-odds of a set of features.
func (f *forest) ask(x []float32) float64 {
	a, _ := f.askBoth(x, x)
	return a
}

// askBoth gives the log-odds of two sets, in little more time than those of one.
func (f *forest) askBoth(a, b []float32) (ofA, ofB float64) {
	var x, y answers
	f.answer(a, &x)
	f.answer(b, &y)
	const last = 1<<mostDepth - 1
	ofA, ofB = f.base, f.base
	for i := range f.asks {
		asks, leaves := &f.asks[i], &f.leaves[i]
		p, q := 2+asks[1].right(&x), 2+asks[1].right(&y)
		p, q = 2*p+asks[p&last].right(&x), 2*q+asks[q&last].right(&y)
		p, q = 2*p+asks[p&last].right(&x), 2*q+asks[q&last].right(&y)
		p, q = 2*p+asks[p&last].right(&x), 2*q+asks[q&last].right(&y)
		p, q = 2*p+asks[p&last].right(&x), 2*q+asks[q&last].right(&y)
		p, q = 2*p+asks[p&last].right(&x), 2*q+asks[q&last].right(&y)
		ofA += float64(leaves[p&last])
		ofB += float64(leaves[q&last])
	}
	return ofA, ofB
}

// right is 1 when the feature has reached the step.
func (q question) right(a *answers) uint { return (uint(q>>8) - uint(a[q&(mostFeatures-1)])) >> 63 }

// answer writes the answers of one set.
func (f *forest) answer(x []float32, to *answers) {
	for i, steps := range f.steps {
		v := x[i]
		reached, end := 0, len(steps)
		for reached < end {
			if mid := (reached + end) / 2; steps[mid] <= v {
				reached = mid + 1
			} else {
				end = mid
			}
		}
		to[i] = uint8(reached)
	}
}
