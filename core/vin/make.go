package vin

// Make returns the brand that the first three characters (the world
// manufacturer identifier) of a 17-character number stand for, or "" when the
// number is incomplete or the maker is not in the table. Sister brands of one
// plant can share an identifier, so it is a proposal for an empty field only.
func Make(s string) string {
	k := Key(s)
	if len(k) != Length {
		return ""
	}
	if m, ok := makesBy3[k[:3]]; ok {
		return m
	}
	return makesBy2[k[:2]]
}

// makesBy2 holds makers that own every identifier beginning with these two characters.
var makesBy2 = map[string]string{
	"JT": "Toyota", "JN": "Nissan", "JH": "Honda", "JF": "Subaru", "JS": "Suzuki",
	"1F": "Ford", "2F": "Ford", "3F": "Ford", "4S": "Subaru", "1H": "Honda", "2H": "Honda",
	"3V": "Volkswagen", "1V": "Volkswagen", "1N": "Nissan", "4T": "Toyota", "5T": "Toyota",
}

var makesBy3 = map[string]string{
	"WVW": "Volkswagen", "WVG": "Volkswagen", "WV1": "Volkswagen", "WV2": "Volkswagen", "WV3": "Volkswagen",
	"WAU": "Audi", "WA1": "Audi", "WUA": "Audi", "WU1": "Audi", "TRU": "Audi",
	"TMB": "Škoda", "VSS": "SEAT", "WP0": "Porsche", "WP1": "Porsche",
	"WBA": "BMW", "WBS": "BMW", "WBX": "BMW", "WBY": "BMW", "WBW": "BMW", "WB1": "BMW", "5UX": "BMW", "4US": "BMW",
	"WMW": "MINI", "WMA": "MAN", "WKK": "Setra", "WAG": "Neoplan",
	"WDB": "Mercedes-Benz", "WDC": "Mercedes-Benz", "WDD": "Mercedes-Benz", "WDF": "Mercedes-Benz",
	"W1K": "Mercedes-Benz", "W1N": "Mercedes-Benz", "W1V": "Mercedes-Benz", "W1T": "Mercedes-Benz",
	"WMX": "Mercedes-Benz", "VSA": "Mercedes-Benz", "4JG": "Mercedes-Benz", "WME": "smart",
	"W0L": "Opel", "W0V": "Opel", "WF0": "Ford", "VS6": "Ford", "NM0": "Ford", "WJM": "Iveco", "ZCF": "Iveco",
	"VF1": "Renault", "VF2": "Renault", "VF6": "Renault", "UU1": "Dacia",
	"VF3": "Peugeot", "VR3": "Peugeot", "VF7": "Citroën", "VR7": "Citroën", "VS7": "Citroën", "VR1": "DS",
	"ZFA": "Fiat", "NM4": "Fiat", "ZAR": "Alfa Romeo", "ZAS": "Alfa Romeo", "ZLA": "Lancia",
	"ZFF": "Ferrari", "ZHW": "Lamborghini", "ZAM": "Maserati", "ZAP": "Piaggio", "ZD4": "Aprilia", "ZDM": "Ducati",
	"VBK": "KTM", "VAN": "MAN",
	"SAL": "Land Rover", "SAJ": "Jaguar", "SCC": "Lotus", "SCF": "Aston Martin", "SCB": "Bentley", "SCA": "Rolls-Royce",
	"YV1": "Volvo", "YV4": "Volvo", "LYV": "Volvo", "YV2": "Volvo", "YV3": "Volvo", "YS3": "Saab",
	"YS2": "Scania", "XLE": "Scania", "XLR": "DAF", "YSM": "Polestar", "LPS": "Polestar",
	"SJN": "Nissan", "VSK": "Nissan", "SB1": "Toyota", "VNK": "Toyota", "NMT": "Toyota",
	"JTH": "Lexus", "JTJ": "Lexus", "SHH": "Honda", "SHS": "Honda", "NLA": "Honda",
	"JMZ": "Mazda", "JM1": "Mazda", "JM3": "Mazda", "JMB": "Mitsubishi", "JMA": "Mitsubishi", "JMY": "Mitsubishi",
	"JA3": "Mitsubishi", "JA4": "Mitsubishi", "XMC": "Mitsubishi", "TSM": "Suzuki", "MA3": "Suzuki",
	"KMH": "Hyundai", "TMA": "Hyundai", "NLH": "Hyundai", "KMF": "Hyundai", "KMJ": "Hyundai",
	"KNA": "Kia", "KNC": "Kia", "KND": "Kia", "KNE": "Kia", "U5Y": "Kia", "U6Y": "Kia",
	"KPT": "SsangYong", "KPB": "SsangYong", "KL1": "Chevrolet", "1G1": "Chevrolet",
	"5YJ": "Tesla", "7SA": "Tesla", "XP7": "Tesla", "LRW": "Tesla",
	"SDP": "MG", "LSJ": "MG", "LC0": "BYD", "LGX": "BYD",
	"1C4": "Jeep", "1J4": "Jeep", "1J8": "Jeep", "ZAC": "Jeep",
}
