package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"terminwerk/core/name"
)

// The parts of which the population is composed. Nobody in it exists; how often names, towns and missing values occur is
// near to what dealers have, because the indexes are built of them.
var (
	firstNames = strings.Fields(`Anna Maria Sabine Petra Claudia Eva Julia Katharina Lena Sophie Martina Elisabeth Birgit Monika Andrea Nicole
		Johanna Verena Carina Ingrid Ayşe Jelena Zuzana Öznur Renate Ursula Heike Silke Tanja Anja Thomas Michael Andreas Stefan Markus
		Christian Martin Peter Franz Josef Georg Lukas Florian Tobias Dominik Jakob Simon Bernhard Gerald Karl Mehmet Dragan Jürgen Günther
		Wolfgang Helmut Uwe Dirk Jörg Björn`)
	nameStarts = strings.Fields(`Ober Unter Nieder Hinter Vorder Stein Wald Berg Feld Bach Moos Gras Holz Eisen Silber Gold Kalten Warm Hoch
		Tief Lang Kurz Breit Schwarz Weiß Rot Grün Braun Linden Eichen Birken Buchen Ahorn Rosen Dorn Eber Wolf Bären Adler Falken`)
	nameEnds = strings.Fields(`huber maier müller bauer berger hofer bacher gruber wieser egger reiter brunner leitner lechner mann schmid
		wirth häuser städter kamp brink horst rieder thaler aigner ecker`)
	townEnds   = strings.Fields("dorf heim hausen bach kirchen stadt berg feld au brunn hofen ried stetten weiler zell münster")
	streetEnds = []string{"straße", "gasse", "weg", "platz", "allee", "ring", "str.", "er Straße"}
	trades     = strings.Fields("Bau Elektro Transporte Gartenbau Installationen Holzbau Catering Reinigung Metalltechnik Kältetechnik")
	legalForms = []string{"GmbH", "GmbH & Co. KG", "KG", "AG", "e.K."}
	makers     = strings.Fields("WVW WV1 TMB WAU VSS WBA W0L WF0 VF1 ZFA WDD KNA JN1 SB1")
	mails      = strings.Fields("post.example mail.example web.example firma.example")
)

// population composes people and vehicles, always the same ones.
type population struct{ r *rand.Rand }

func newPopulation() population { return population{rand.New(rand.NewPCG(1, 1_000_000))} }

// pick chooses the first ones of a list more often than the last.
func (p population) pick(list []string) string {
	return list[min(p.r.IntN(len(list)), p.r.IntN(len(list)))]
}

func (p population) chance(percent int) bool { return p.r.IntN(100) < percent }

// writeCustomers writes a file as a dealer's main system would export it, with 1.2 vehicles per customer on average.
func writeCustomers(path string, customers int) (vehicles int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buffer := bufio.NewWriterSize(f, 1<<20)
	w := csv.NewWriter(buffer)
	p := newPopulation()
	head := "customer_number,salutation,title,first_name,last_name,company,street,house_no,zip,city,country,phone,mobile,email,vins,plates"
	if err := w.Write(strings.Split(head, ",")); err != nil {
		return 0, err
	}
	// 30 % have none, 35 % one, 25 % two, 5 % three, 5 % four: every twenty customers have 24.
	cars := []int{0, 1, 2, 0, 1, 2, 0, 1, 1, 2, 3, 0, 1, 0, 2, 1, 0, 1, 4, 2}
	for i := range customers {
		n := cars[i%len(cars)]
		if err := w.Write(p.customer(i, vehicles, n)); err != nil {
			return 0, err
		}
		vehicles += n
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return 0, err
	}
	return vehicles, buffer.Flush()
}

// number is the i-th customer's number.
func number(i int) string { return fmt.Sprint(2_000_000 + i) }

func (p population) customer(i, firstVehicle, vehicles int) []string {
	salutation, first := "Frau", p.pick(firstNames)
	if p.chance(50) {
		salutation = "Herr"
	}
	last, title, company := p.pick(nameStarts)+p.pick(nameEnds), "", ""
	if p.chance(5) {
		title = "Dr."
	}
	mail := name.Fold(first) + "." + name.Fold(last) + fmt.Sprint(p.r.IntN(1000))
	if p.chance(10) {
		company, salutation = last+" "+p.pick(trades)+" "+p.pick(legalForms), "Firma"
		first, last, title = "", "", ""
		mail = "office" + fmt.Sprint(i)
	}
	vins, plates := make([]string, vehicles), make([]string, vehicles)
	for n := range vins {
		vins[n], plates[n] = p.vehicle(firstVehicle + n)
	}
	return []string{
		number(i), salutation, title, first, last, company, p.pick(nameStarts) + p.pick(streetEnds), fmt.Sprint(1 + p.r.IntN(120)),
		fmt.Sprintf("%05d", 1000+p.r.IntN(98000)), p.pick(nameStarts) + p.pick(townEnds), "DE",
		p.some(60, fmt.Sprintf("0%d/%07d", 2000+p.r.IntN(7000), p.r.IntN(1e7))),
		p.some(70, p.mobile()), p.some(65, mail+"@"+p.pick(mails)),
		strings.Join(vins, "|"), strings.Join(plates, "|"),
	}
}

// mobile is a number of one of the German networks, whose numbers differ in length.
func (p population) mobile() string {
	if p.chance(50) {
		return fmt.Sprintf("%s %07d", p.pick(strings.Fields("0171 0160 0172 0170 0173 0162 0174 0177 0175 0179")), p.r.IntN(1e7))
	}
	return fmt.Sprintf("%s %08d", p.pick(strings.Fields("0151 0152 0176 0157")), p.r.IntN(1e8))
}

func (p population) some(percent int, value string) string {
	if p.chance(percent) {
		return value
	}
	return ""
}

// vehicle composes the VIN and the plate of the i-th vehicle.
func (p population) vehicle(i int) (vinText, plateText string) {
	letter := func() string { return string(rune('A' + p.r.IntN(26))) }
	const codes = "ABCDEFGHJKLMNPRSTVWXYZ123456789"
	code := string(codes[p.r.IntN(len(codes))]) + string(codes[p.r.IntN(len(codes))])
	vinText = fmt.Sprintf("%sZZZ%sZ%c%c%06d", p.pick(makers), code, codes[p.r.IntN(len(codes))], "WPKH"[i/1_000_000%4], i%1_000_000)
	return vinText, fmt.Sprintf("%s%s-%s%s %d", letter(), letter(), letter(), letter(), 1+p.r.IntN(9999))
}
