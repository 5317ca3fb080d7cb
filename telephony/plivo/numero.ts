import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** How operators say that the number is withheld; 266696687 spells ANONYMOUS on a keypad. */
const MASQUES = new Set([
  '',
  'anonymous',
  'restricted',
  'private',
  'unknown',
  'unavailable',
  '266696687',
  '+266696687',
]);

/**
 * The calling number in E.164, whatever way Plivo wrote it (`33199001234`, `+33 1…`, `0199001234`, a SIP address);
 * undefined when it is withheld or no number.
 */
export const normaliserNumero = (recu: string | undefined): string | undefined => {
  const brut = (recu ?? '')
    .trim()
    .replace(/^sips?:/i, '')
    .replace(/@.*$/, '');
  if (MASQUES.has(brut.toLowerCase())) return undefined;
  const chiffres = brut.replace(/[\s().-]/g, '');
  if (!/^\+?\d{6,15}$/.test(chiffres)) return undefined;
  // Without + nor leading 0, Plivo gives country code and number.
  const ecritures = chiffres.startsWith('+') || chiffres.startsWith('0') ? [chiffres] : [`+${chiffres}`, chiffres];
  for (const ecriture of ecritures) {
    const lu = parsePhoneNumberFromString(ecriture, 'FR');
    if (lu?.isPossible()) return lu.number;
  }
  return undefined;
};
