import { describe, expect, it } from 'vitest';
import { cibleStable } from '#shared/domain/intervention/cibles';
import { apparier, paris, pointage, visite } from '#shared/testing/constructeurs';
import { creerBrouillons } from '../../../_donnees/depot/brouillons';
import { ETAT_VIDE, poserJour } from '../../../_donnees/depot/etat-depot';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { lignesDe } from '../../../_donnees/depot/plier';
import { lieuDe, lieuDeNote, lieuDuLot } from './lieu';

const J = '2026-10-01' as Ligne['date'];
const P1 = pointage('A', `${J} 14:02`, { id: 'P1' });
const P2 = pointage('D', `${J} 14:58`, { id: 'P2' });
const V1 = visite('V1', `${J} 08:30`, `${J} 09:30`);
const MATIN = pointage('A', `${J} 08:31`, { id: 'P0' });

const lignes = (plus: Parameters<typeof apparier>[0]): Ligne[] => {
  const lot = Object.fromEntries(apparier(plus).map((i) => [i._id, i]));
  return lignesDe(poserJour(ETAT_VIDE, J, lot, undefined), J, J, paris(`${J} 20:00`));
};
const une = (plus: Parameters<typeof apparier>[0]): Ligne => {
  const [l, ...autres] = lignes(plus);
  if (!l || autres.length > 0) throw new Error('une visite attendue');
  return l;
};
const TAPE = { commentaire: 'vu avec sa fille' };

describe('[CO-6] ce qui est tapé d’une visite la suit quand un pointage arrive en retard', () => {
  it('hors planning, son départ puis son arrivée : son identifiant change, ce qui est tapé reste à elle', () => {
    const avant = une({ pointages: [P2] });
    const apres = une({ pointages: [P1, P2] });
    expect([avant.retenue.intervention.id, apres.retenue.intervention.id]).toEqual(['P2', 'P1']);
    const b = creerBrouillons();
    b.garder(b.place(lieuDe(avant)), TAPE);
    expect(b.lire(b.place(lieuDe(apres)))).toEqual(TAPE);
    b.oublier(b.place(lieuDe(apres)));
    expect([b.lire(b.place(lieuDe(avant))), b.lieux().length]).toEqual([undefined, 0]);
  });

  it('une note commencée avant que l’aide appelle se retrouve après', () => {
    const [avant, apres] = [une({ visites: [V1] }), une({ visites: [V1], pointages: [MATIN] })];
    const noteDe = (l: Ligne) => lieuDeNote(cibleStable(l.retenue.intervention), l);
    const b = creerBrouillons();
    b.garder(b.place(noteDe(avant)), { texte: 'la clé' });
    expect(b.lire(b.place(noteDe(apres)))).toEqual({ texte: 'la clé' });
    expect(b.place(lieuDeNote({ genre: 'USAGER', id: 'U1' }))).toBe('note {"genre":"USAGER","id":"U1"}');
  });

  it('hors planning, puis prévue par un planning reçu après ; prévue, puis pointée', () => {
    const b = creerBrouillons();
    b.garder(b.place(lieuDe(une({ pointages: [MATIN] }))), TAPE);
    expect(b.lire(b.place(lieuDe(une({ pointages: [MATIN], visites: [V1] }))))).toEqual(TAPE);
    const c = creerBrouillons();
    c.garder(c.place(lieuDe(une({ visites: [V1] }))), TAPE);
    expect(c.lire(c.place(lieuDe(une({ pointages: [MATIN], visites: [V1] }))))).toEqual(TAPE);
  });

  it('une autre visite n’en voit rien', () => {
    const b = creerBrouillons();
    b.garder(b.place(lieuDe(une({ pointages: [P2] }))), TAPE);
    expect(b.lire(b.place(lieuDe(une({ visites: [V1] }))))).toBeUndefined();
  });

  it('un lot dont une visite change d’identifiant garde le sien ; avec une visite de moins, c’est un autre lot', () => {
    const b = creerBrouillons();
    const avant = lignes({ visites: [V1], pointages: [P2] });
    b.garder(b.place(lieuDuLot('DEPART', avant)), { motif: 'OUBLI_DEPART' });
    const apres = lignes({ visites: [V1], pointages: [MATIN, P1, P2] });
    expect(b.lire(b.place(lieuDuLot('DEPART', apres)))).toEqual({ motif: 'OUBLI_DEPART' });
    expect(b.lire(b.place(lieuDuLot('VISITE', apres)))).toBeUndefined();
    expect(b.lire(b.place(lieuDuLot('DEPART', apres.slice(1))))).toBeUndefined();
  });
});
