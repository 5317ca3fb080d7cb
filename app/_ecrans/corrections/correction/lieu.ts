import type { Objet } from '#shared/contrats/corrections/equipe';
import { ciblesDe } from '#shared/domain/intervention/cibles';
import type { Lieu } from '../../../_donnees/depot/brouillons';
import type { Ligne } from '../../../_donnees/depot/lignes';
import type { GenreLot } from '../lot/lot';

type Visite = Pick<Ligne, 'retenue'>;

/** A planned visit keeps its name when its punches come, and another id with them. */
export const nomDe = ({ retenue: { intervention: i } }: Visite): string => i.visite?.id ?? i.id;

/** All that it may have been named: off the plan, a punch that comes late, or a plan, gives it another name. */
const nomsDe = ({ retenue }: Visite): Set<string> => new Set(ciblesDe(retenue.intervention).map(({ id }) => id));

const lieu = (quoi: string, l: Visite): Lieu => {
  const noms = nomsDe(l);
  const debut = `${quoi} `;
  return { nom: debut + nomDe(l), est: (autre) => autre.startsWith(debut) && noms.has(autre.slice(debut.length)) };
};

/** Where what is typed of a visit is kept: one that is annulled is typed in another form. */
export const lieuDe = (l: Visite): Lieu => lieu(l.retenue.supprimee ? 'retablir' : 'corriger', l);

/** Of its paper slip. */
export const lieuDeFiche = (l: Visite): Lieu => lieu('fiche', l);

const deNote = (objet: Objet): string => `note ${JSON.stringify(objet)}`;
/** Of a note on an usager, or on a visit: by whatever names it now. */
export const lieuDeNote = (objet: Objet, l?: Visite): Lieu => ({
  nom: deNote(objet),
  est: (autre) => l !== undefined && ciblesDe(l.retenue.intervention).some((c) => deNote(c) === autre),
});

/** Of a lot: that of the very same visits. */
export const lieuDuLot = (genre: GenreLot, lignes: readonly Visite[]): Lieu => {
  const debut = `lot ${genre} `;
  const noms = lignes.map(nomsDe);
  return {
    nom: debut + lignes.map(nomDe).sort().join(' '),
    est: (autre) => {
      if (!autre.startsWith(debut)) return false;
      const siens = autre.slice(debut.length).split(' ');
      return siens.length === noms.length && noms.every((n) => siens.some((nom) => n.has(nom)));
    },
  };
};
