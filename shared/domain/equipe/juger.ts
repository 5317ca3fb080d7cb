import { type Refusee, refuser } from '../../contrats/commun';
import type { Note, Prise } from '../../contrats/corrections/equipe';

/** A note says something, and not for days that are over; a refusal says to the aide why [PR-3]. */
export const jugerNote = (n: Pick<Note, 'texte' | 'efface' | 'jusqua' | 'date' | 'reponse'>): Refusee | undefined => {
  if (n.efface !== undefined)
    return n.reponse === 'REFUSEE' && n.texte.trim() === ''
      ? refuser('REPONSE_VIDE', 'Dites à l’aide en un mot pourquoi : elle le lira dans ses heures.')
      : undefined;
  if (n.texte.trim() === '') return refuser('NOTE_VIDE', 'Écrivez la note avant de l’enregistrer.');
  return n.jusqua !== undefined && n.jusqua < n.date
    ? refuser('NOTE_FINIE', 'Ce dernier jour est avant celui de la note : choisissez-en un autre, ou laissez vide.')
    : undefined;
};

/** What is handed over goes to someone who can do it. `collegues`: those who write in the antenna. */
export const jugerPrise = (p: Pick<Prise, 'geste' | 'a'>, collegues: ReadonlySet<string>): Refusee | undefined =>
  p.geste === 'CONFIER' && (p.a === undefined || !collegues.has(p.a))
    ? refuser('COLLEGUE', 'Cette personne n’est plus de l’antenne : confiez la visite à une autre.')
    : undefined;
