/**
 * GST state codes by how a pincode begins: the first two digits name India Post's circle, three where a circle holds several states.
 * Sources: India Post's PIN regions and circles; the state codes of GSTIN (GST common portal). Where a district crosses, the circle
 * decides.
 */
const STATES: Readonly<Record<string, string>> = {
  ...all('07', ['11']),
  ...all('06', ['12', '13']),
  ...all('03', ['14', '15']),
  ...all('04', ['16']),
  ...all('02', ['17']),
  ...all('01', ['18', '19']),
  ...all('38', ['194']),
  ...all('09', ['20', '21', '22', '23', '24', '25', '26', '27', '28']),
  ...all('05', ['246', '248', '249', '263']),
  ...all('08', ['30', '31', '32', '33', '34']),
  ...all('24', ['36', '37', '38', '39']),
  ...all('27', ['40', '41', '42', '43', '44']),
  ...all('30', ['403']),
  ...all('23', ['45', '46', '47', '48']),
  ...all('22', ['49']),
  ...all('36', ['50']),
  ...all('37', ['51', '52', '53']),
  ...all('29', ['56', '57', '58', '59']),
  ...all('33', ['60', '61', '62', '63', '64']),
  ...all('34', ['605']),
  ...all('32', ['67', '68', '69']),
  ...all('19', ['70', '71', '72', '73', '74']),
  ...all('11', ['737']),
  ...all('35', ['744']),
  ...all('21', ['75', '76', '77']),
  ...all('18', ['78']),
  ...all('12', ['790', '791', '792']),
  ...all('17', ['793', '794']),
  ...all('14', ['795']),
  ...all('15', ['796']),
  ...all('13', ['797', '798']),
  ...all('16', ['799']),
  ...all('10', ['80', '81', '82', '84', '85']),
  ...all('20', ['814', '815', '816', '822', '825', '826', '827', '828', '829', '83']),
}

function all(state: string, beginnings: readonly string[]): Record<string, string> {
  return Object.fromEntries(beginnings.map((beginning) => [beginning, state]))
}

/** null: not known. */
export const stateOfPincode = (pincode: string): string | null => STATES[pincode.slice(0, 3)] ?? STATES[pincode.slice(0, 2)] ?? null
