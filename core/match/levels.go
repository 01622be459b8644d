package match

import "terminwerk/core"

// level is one thing a comparison can find out. At most one level of a field holds, and any number of the levels that
// join several fields.
type level uint8

const (
	lastRare level = iota // equal, and seldom in the stock
	lastEqual
	lastCommon // equal, and frequent in the stock
	lastPart   // one part of a compound name
	lastSimilar
	lastSounds
	lastDiffers
	firstEqual
	firstPart
	firstSimilar // typing error or nickname
	firstSounds
	firstInitial
	firstDiffers
	swapped
	sexDiffers
	companyEqual
	companySimilar
	companyDiffers
	streetEqual
	streetSimilar
	streetDiffers
	houseEqual
	houseDiffers
	zipEqual
	zipSimilar
	zipDiffers
	townEqual
	townSimilar
	townDiffers
	phoneEqual
	phoneTwice // two numbers equal
	phoneSimilar
	phoneDiffers
	emailEqual
	emailShared // equal, but a company's general mailbox
	emailSimilar
	emailMailbox // the same before @, another provider
	emailDiffers
	vinEqual
	vinEnd
	plateEqual
	birthdayEqual
	birthdayDiffers

	householdAddress // other first name at the same address
	householdKey     // other first name with the same telephone number or e-mail
	householdCar     // other first name with the same car
	strangerAddress  // nothing of the name at the same address
	strangerKey      // nothing of the name with the same telephone number or e-mail
	usedCar          // nothing of the name with the same car
	seniorJunior     // same name, same address, but another personal key
	namesake         // same name in another town and nothing else
	noKey            // nothing that belongs to one person or house agrees
	branch           // same company in another town
	colleague        // same company, another person
	levelCount
)

// levels is the whole scoring: what each level says about which field, and its weight in log-odds. A level that joins
// fields adds its weight to the field it is explained with; without one it is not explained. The weights were fitted to the bookings of generated
// dealers, such that the probabilities of Find are right on average, with the bound that agreeing in one more field
// never speaks against somebody.
var levels = [levelCount]struct {
	field    core.Field
	relation Relation
	weight   float64
}{
	lastRare:         {core.FieldLastName, Equal, 3.68},
	lastEqual:        {core.FieldLastName, Equal, 3.37},
	lastCommon:       {core.FieldLastName, Equal, 2.49},
	lastPart:         {core.FieldLastName, Similar, 2.40},
	lastSimilar:      {core.FieldLastName, Similar, 2.37},
	lastSounds:       {core.FieldLastName, SoundsLike, 0.05},
	lastDiffers:      {core.FieldLastName, Different, -0.02},
	firstEqual:       {core.FieldFirstName, Equal, 4.35},
	firstPart:        {core.FieldFirstName, Similar, 3.06},
	firstSimilar:     {core.FieldFirstName, Similar, 3.47},
	firstSounds:      {core.FieldFirstName, SoundsLike, 1.52},
	firstInitial:     {core.FieldFirstName, Similar, 3.30},
	firstDiffers:     {core.FieldFirstName, Different, -2.62},
	swapped:          {core.FieldFirstName, Similar, -0.38},
	sexDiffers:       {core.FieldSalutation, Different, -1.61},
	companyEqual:     {core.FieldCompany, Equal, 9.76},
	companySimilar:   {core.FieldCompany, Similar, 5.16},
	companyDiffers:   {core.FieldCompany, Different, -2.50},
	streetEqual:      {core.FieldStreet, Equal, 0.97},
	streetSimilar:    {core.FieldStreet, Similar, 0.94},
	streetDiffers:    {core.FieldStreet, Different, -0.83},
	houseEqual:       {core.FieldHouseNumber, Equal, 0.08},
	houseDiffers:     {core.FieldHouseNumber, Different, -0.50},
	zipEqual:         {core.FieldPostcode, Equal, 1.37},
	zipSimilar:       {core.FieldPostcode, Similar, 0.85},
	zipDiffers:       {core.FieldPostcode, Different, -1.61},
	townEqual:        {core.FieldTown, Equal, 0.05},
	townSimilar:      {core.FieldTown, Similar, 0.07},
	townDiffers:      {core.FieldTown, Different, -0.02},
	phoneEqual:       {core.FieldPhone, Equal, 4.96},
	phoneTwice:       {core.FieldPhone, Equal, 5.46},
	phoneSimilar:     {core.FieldPhone, Similar, 2.84},
	phoneDiffers:     {core.FieldPhone, Different, -1.20},
	emailEqual:       {core.FieldEmail, Equal, 5.27},
	emailShared:      {core.FieldEmail, Equal, 6.01},
	emailSimilar:     {core.FieldEmail, Similar, 0.05},
	emailMailbox:     {core.FieldEmail, Similar, 0.05},
	emailDiffers:     {core.FieldEmail, Different, -1.60},
	vinEqual:         {core.FieldVIN, Equal, 2.76},
	vinEnd:           {core.FieldVIN, Similar, 2.90},
	plateEqual:       {core.FieldPlate, Equal, 4.02},
	birthdayEqual:    {core.FieldBirthday, Equal, 4},
	birthdayDiffers:  {core.FieldBirthday, Different, -3.5},
	householdAddress: {core.FieldFirstName, Different, -0.08},
	householdKey:     {core.FieldFirstName, Different, -1.53},
	householdCar:     {core.FieldFirstName, Different, -1.62},
	strangerAddress:  {core.FieldLastName, Different, -0.02},
	strangerKey:      {core.FieldLastName, Different, -0.02},
	usedCar:          {core.FieldLastName, Different, -0.02},
	seniorJunior:     {"", Different, -0.02},
	namesake:         {core.FieldTown, Different, -0.02},
	noKey:            {"", Different, -2.37},
	branch:           {core.FieldTown, Different, -0.09},
	colleague:        {core.FieldCompany, Equal, 2.77},
}

// prior is the log-odds of a customer of whom nothing is compared.
const prior = -3.82
