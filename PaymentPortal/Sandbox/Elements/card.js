// What is known of cards: brands, lengths, the check digit, how numbers and expiry dates are written.

const brands = [
  { name: 'Visa', pattern: /^4/, lengths: [16], groups: [4, 4, 4, 4], cvc: 3 },
  { name: 'Mastercard', pattern: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16], groups: [4, 4, 4, 4], cvc: 3 },
  { name: 'American Express', pattern: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvc: 4 },
  { name: 'Discover', pattern: /^(6011|65|64[4-9])/, lengths: [16], groups: [4, 4, 4, 4], cvc: 3 },
  { name: 'Diners Club', pattern: /^3(0[0-5]|[689])/, lengths: [14, 16], groups: [4, 6, 6], cvc: 3 },
  { name: 'JCB', pattern: /^35/, lengths: [16], groups: [4, 4, 4, 4], cvc: 3 },
  { name: 'UnionPay', pattern: /^62/, lengths: [16, 17, 18, 19], groups: [4, 4, 4, 4, 3], cvc: 3 },
];
const unknownBrand = { name: '', lengths: [12, 13, 14, 15, 16, 17, 18, 19], groups: [4, 4, 4, 4, 3], cvc: 4 };

const brandOf = digits => brands.find(brand => brand.pattern.test(digits)) ?? unknownBrand;
const digitsOf = text => text.normalize('NFKC').replace(/\D/g, '');

function passesLuhn(digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 + 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

function formatNumber(text) {
  const brand = brandOf(digitsOf(text));
  let rest = digitsOf(text).slice(0, Math.max(...brand.lengths));
  const groups = [];
  for (const size of brand.groups) {
    if (rest) groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return groups.join(' ');
}

function formatExpiry(text, deleting) {
  const written = text.normalize('NFKC').trim();
  const isoMonth = /^(\d{4})-(\d{1,2})$/.exec(written);
  const parted = /^(\d{1,2})\s*[/.-]\s*(?:20)?(\d{2})$/.exec(written);
  let digits = isoMonth ? isoMonth[2].padStart(2, '0') + isoMonth[1].slice(2)
    : parted ? parted[1].padStart(2, '0') + parted[2]
    : digitsOf(written);
  if (/^\d\s*\/$/.test(written)) digits = digits.padStart(2, '0');
  if (/^[2-9]/.test(digits)) digits = '0' + digits;
  if (digits.length === 6 && digits.slice(2, 4) === '20') digits = digits.slice(0, 2) + digits.slice(4);
  const month = digits.slice(0, 2);
  const year = digits.slice(2, 4);
  return year || (month.length === 2 && !deleting) ? `${month} / ${year}` : month;
}

function numberProblem(text) {
  const digits = digitsOf(text);
  const lengths = brandOf(digits).lengths;
  if (digits.length < lengths[0]) return ['incomplete_number', 'The card number is incomplete.'];
  return lengths.includes(digits.length) && passesLuhn(digits) ? null : ['invalid_number', 'This is not a valid card number.'];
}

function expiryProblem(text, today) {
  const digits = digitsOf(text);
  if (digits.length < 4) return ['incomplete_expiry', 'The expiry date is incomplete.'];
  const month = Number(digits.slice(0, 2));
  const year = 2000 + Number(digits.slice(2));
  if (month < 1 || month > 12) return ['invalid_expiry_month', 'The expiry month is between 01 and 12.'];
  if (year > today.getFullYear() + 50) return ['invalid_expiry_year', 'The expiry year is too far ahead.'];
  const past = year < today.getFullYear() ? 'invalid_expiry_year_past'
    : year === today.getFullYear() && month <= today.getMonth() ? 'invalid_expiry_month_past' : null;
  return past && [past, 'The card has expired.'];
}

function cvcProblem(text, number) {
  const brand = brandOf(digitsOf(number));
  const wanted = brand === unknownBrand ? 3 : brand.cvc;
  return digitsOf(text).length < wanted ? ['incomplete_cvc', 'The security code is incomplete.'] : null;
}
