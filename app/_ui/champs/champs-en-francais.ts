/** What a field's own check found, as the browser names it (`ValidityState`), and what the field itself says of its bounds. */
export type Manque = Partial<Record<Exclude<keyof ValidityState, 'valid' | 'customError'>, boolean>>;
export type Bornes = { type: string; minLength: number; maxLength: number; min: string; max: string };

/** The sentence of a field that the browser refuses to send, and what to do; undefined where it refuses nothing. */
export const phraseDuChamp = (m: Manque, b: Bornes): string | undefined => {
  if (m.badInput) return b.type === 'date' ? 'Complétez la date : jour, mois, année.' : 'Tapez un nombre.';
  if (m.valueMissing) return b.type === 'checkbox' ? 'Cochez cette case.' : 'Remplissez ce champ.';
  if (m.tooShort) return `Tapez au moins ${b.minLength} caractères.`;
  if (m.tooLong) return `Gardez au plus ${b.maxLength} caractères.`;
  if (m.typeMismatch) return 'Tapez une adresse complète, comme nom@exemple.fr.';
  if (m.rangeUnderflow) return `Pas moins de ${b.min}.`;
  if (m.rangeOverflow) return `Pas plus de ${b.max}.`;
  return m.patternMismatch || m.stepMismatch ? 'Revoyez ce qui est tapé ici.' : undefined;
};

type Champ = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const estChamp = (x: EventTarget | null): x is Champ =>
  x instanceof HTMLInputElement || x instanceof HTMLTextAreaElement || x instanceof HTMLSelectElement;
const nombre = (c: Champ, cle: 'minLength' | 'maxLength'): number => ('minLength' in c ? c[cle] : -1);

/** A browser says such a sentence in its own language, which may be another: it is said in French. Returns what stops it. */
export const direChampsEnFrancais = (page: Document): (() => void) => {
  const refuser = (e: Event): void => {
    const c = e.target;
    if (!estChamp(c) || c.validity.customError) return;
    const bornes = {
      type: c.type,
      minLength: nombre(c, 'minLength'),
      maxLength: nombre(c, 'maxLength'),
      min: c instanceof HTMLInputElement ? c.min : '',
      max: c instanceof HTMLInputElement ? c.max : '',
    };
    c.setCustomValidity(phraseDuChamp(c.validity, bornes) ?? '');
  };
  // What was said holds until the next key, or nothing could be sent any more.
  const retirer = (e: Event): void => {
    if (estChamp(e.target)) e.target.setCustomValidity('');
  };
  page.addEventListener('invalid', refuser, true);
  page.addEventListener('input', retirer, true);
  page.addEventListener('change', retirer, true);
  return () => {
    page.removeEventListener('invalid', refuser, true);
    page.removeEventListener('input', retirer, true);
    page.removeEventListener('change', retirer, true);
  };
};
