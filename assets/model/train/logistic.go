package main

import "math"

// linearRow is a candidate for the fit of the weights: the levels that hold, the two rarities, and whether it is right.
type linearRow struct {
	levels []uint8
	rare   [2]float32
	right  bool
}

// linear is a logistic regression over the levels.
type linear struct {
	prior   float64
	weights []float64
	rare    [2]float64
}

// fitLinear fits the weights by AdaGrad over the rows in their order; signs keeps each weight on its side of nought, at
// least sayable away from it, so that what is shown as a reason for somebody never counts against them.
func fitLinear(rows []linearRow, signs []int8) linear {
	const rounds, rate, shrink, sayable = 25, .3, 1e-6, .3
	m := linear{prior: -3, weights: make([]float64, len(signs))}
	squares := make([]float64, len(signs)+3)
	step := func(i int, gradient float64) float64 {
		squares[i] += gradient * gradient
		return rate * gradient / math.Sqrt(squares[i]+1e-9)
	}
	for range rounds {
		for i := range rows {
			r := &rows[i]
			miss := sigmoid(m.score(r))
			if r.right {
				miss--
			}
			if math.Abs(miss) < 1e-4 {
				continue
			}
			m.prior -= step(len(signs), miss)
			for j := range m.rare {
				m.rare[j] = max(0, m.rare[j]-step(len(signs)+1+j, miss*float64(r.rare[j])))
			}
			for _, l := range r.levels {
				w := m.weights[l] - step(int(l), miss+shrink*m.weights[l])
				switch {
				case signs[l] > 0:
					w = max(w, sayable)
				case signs[l] < 0:
					w = min(w, -sayable)
				}
				m.weights[l] = w
			}
		}
	}
	return m
}

func (m *linear) score(r *linearRow) float64 {
	sum := m.prior + m.rare[0]*float64(r.rare[0]) + m.rare[1]*float64(r.rare[1])
	for _, l := range r.levels {
		sum += m.weights[l]
	}
	return sum
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
