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
// fields adds its weight to the field it is explained with. The weights were fitted to the bookings of generated
// dealers, such that the probabilities of Find are right on average, with the bound that agreeing in one more field
// never speaks against somebody.
var levels = [levelCount]struct {
	field    core.Field
	relation Relation
	weight   float64
}{
	lastRare:         {core.FieldLastName, Equal, 3.73},
	lastEqual:        {core.FieldLastName, Equal, 3.42},
	lastCommon:       {core.FieldLastName, Equal, 2.55},
	lastPart:         {core.FieldLastName, Similar, 2.45},
	lastSimilar:      {core.FieldLastName, Similar, 2.42},
	lastSounds:       {core.FieldLastName, SoundsLike, 0.08},
	lastDiffers:      {core.FieldLastName, Different, -0.02},
	firstEqual:       {core.FieldFirstName, Equal, 4.02},
	firstPart:        {core.FieldFirstName, Similar, 2.73},
	firstSimilar:     {core.FieldFirstName, Similar, 3.14},
	firstSounds:      {core.FieldFirstName, SoundsLike, 1.20},
	firstInitial:     {core.FieldFirstName, Similar, 2.97},
	firstDiffers:     {core.FieldFirstName, Different, -2.91},
	swapped:          {core.FieldFirstName, Similar, -0.38},
	sexDiffers:       {core.FieldSalutation, Different, -1.60},
	companyEqual:     {core.FieldCompany, Equal, 9.43},
	companySimilar:   {core.FieldCompany, Similar, 4.99},
	companyDiffers:   {core.FieldCompany, Different, -2.63},
	streetEqual:      {core.FieldStreet, Equal, 1.17},
	streetSimilar:    {core.FieldStreet, Similar, 1.15},
	streetDiffers:    {core.FieldStreet, Different, -0.83},
	houseEqual:       {core.FieldHouseNumber, Equal, 0.13},
	houseDiffers:     {core.FieldHouseNumber, Different, -0.49},
	zipEqual:         {core.FieldPostcode, Equal, 1.37},
	zipSimilar:       {core.FieldPostcode, Similar, 0.85},
	zipDiffers:       {core.FieldPostcode, Different, -1.60},
	townEqual:        {core.FieldTown, Equal, 0.05},
	townSimilar:      {core.FieldTown, Similar, 0.07},
	townDiffers:      {core.FieldTown, Different, -0.02},
	phoneEqual:       {core.FieldPhone, Equal, 5.07},
	phoneTwice:       {core.FieldPhone, Equal, 5.57},
	phoneSimilar:     {core.FieldPhone, Similar, 2.98},
	phoneDiffers:     {core.FieldPhone, Different, -1.19},
	emailEqual:       {core.FieldEmail, Equal, 5.39},
	emailShared:      {core.FieldEmail, Equal, 6.00},
	emailSimilar:     {core.FieldEmail, Similar, 0.05},
	emailMailbox:     {core.FieldEmail, Similar, 0.05},
	emailDiffers:     {core.FieldEmail, Different, -1.60},
	vinEqual:         {core.FieldVIN, Equal, 2.95},
	vinEnd:           {core.FieldVIN, Similar, 3.04},
	plateEqual:       {core.FieldPlate, Equal, 4.15},
	birthdayEqual:    {core.FieldBirthday, Equal, 4},
	birthdayDiffers:  {core.FieldBirthday, Different, -3.5},
	householdAddress: {core.FieldFirstName, Different, -0.13},
	householdKey:     {core.FieldFirstName, Different, -1.28},
	householdCar:     {core.FieldFirstName, Different, -1.38},
	strangerAddress:  {core.FieldLastName, Different, -0.02},
	strangerKey:      {core.FieldLastName, Different, -0.02},
	usedCar:          {core.FieldLastName, Different, -0.02},
	seniorJunior:     {core.FieldPhone, Different, -0.02},
	namesake:         {core.FieldTown, Different, -0.02},
	noKey:            {core.FieldPhone, Different, -2.10},
	branch:           {core.FieldTown, Different, -0.09},
	colleague:        {core.FieldLastName, Different, 3.13},
}

// prior is the log-odds of a customer of whom nothing is compared.
const prior = -3.81
