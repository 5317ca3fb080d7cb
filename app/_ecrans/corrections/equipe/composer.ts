import type { Note, Objet, Prise, Reponse } from '#shared/contrats/corrections/equipe';
import { jugerNote } from '#shared/domain/equipe/juger';
import { cibleStable } from '#shared/domain/intervention/cibles';
import { dateExiste, dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { type Signature, signee } from '../../../_ui/actes/signature';

type Visite = Pick<Ligne, 'date' | 'retenue'>;

/** `a`: the colleague to whom it is handed over. */
export const composerPrise = (l: Visite, geste: Prise['geste'], s: Signature, a?: string): Prise => ({
  ...signee('prise', l.date, s),
  objet: cibleStable(l.retenue.intervention),
  geste,
  ...(a === undefined ? {} : { a }),
});

/** What a note is on, and the date that places it among the months kept: the visit's, or the day's. */
export type Sujet = { objet: Objet; usagerId: string; date: DateCivile };

export const sujetVisite = (l: Visite): Sujet => ({
  objet: cibleStable(l.retenue.intervention),
  usagerId: l.retenue.usagerId,
  date: l.date,
});
export const sujetUsager = (usagerId: string, aujourdhui: DateCivile): Sujet => ({
  objet: { genre: 'USAGER', id: usagerId },
  usagerId,
  date: aujourdhui,
});

export type NoteTapee = { texte: string; jusqua: string };
export type ErreursNote = Partial<Record<'texte' | 'jusqua' | 'formulaire', string>>;

export const composerNote = (
  t: NoteTapee,
  { objet, usagerId, date }: Sujet,
  s: Signature,
): { ok: true; note: Note } | { ok: false; erreurs: ErreursNote } => {
  if (t.jusqua !== '' && !dateExiste(t.jusqua))
    return { ok: false, erreurs: { jusqua: 'Choisissez le dernier jour, ou laissez vide.' } };
  // A note on a past visit is for those who come now.
  const aujourdhui = dateParis(s.maintenant);
  const jusqua = t.jusqua === '' ? {} : { jusqua: t.jusqua as DateCivile };
  const texte = t.texte.trim();
  const refus = jugerNote({ texte, ...jusqua, date: date > aujourdhui ? date : aujourdhui })?.refus;
  if (refus) return { ok: false, erreurs: { [refus.code === 'NOTE_FINIE' ? 'jusqua' : 'texte']: refus.message } };
  return { ok: true, note: { ...signee('note', date, s), objet, usagerId, texte, ...jusqua } };
};

/** [PR-3] What becomes of an aide's word, and what she reads of it. Without `reponse`, her word only is answered. */
export const composerReponse = (
  n: Note,
  { reponse, texte }: { reponse?: Reponse | undefined; texte: string },
  s: Signature,
): Note => ({ ...composerRetrait(n, s), texte: texte.trim(), ...(reponse ? { reponse } : {}) });

/** Nothing is wiped: the note is still there, and no longer shown. */
export const composerRetrait = (n: Note, s: Signature): Note => ({
  ...signee('note', dateParis(s.maintenant), s),
  objet: n.objet,
  ...(n.usagerId === undefined ? {} : { usagerId: n.usagerId }),
  texte: '',
  efface: n.id,
});
