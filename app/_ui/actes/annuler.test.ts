import { describe, expect, it } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { apparier, contexte, correction, jour, paris, pointage } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserSaisies } from '../../_donnees/depot/etat-depot';
import { composerRetour } from './annuler';

const JOUR = jour('2026-11-20');
const a = (hm: string) => paris(`2026-11-20 ${hm}`);
/** What A and B do one after the other, each later than the one before. */
let minute = 0;
const dite = (nature: Correction['nature'], plus: Partial<Correction>): Correction => {
  minute += 1;
  return correction(nature, {
    date: JOUR,
    instant: paris(`2026-11-23 10:${String(minute).padStart(2, '0')}`),
    ...plus,
  });
};
const retour = (etat: EtatDepot, acte: readonly Correction[]) => {
  const r = composerRetour(etat, acte, contexte(), () => ({
    auteur: 'A',
    poste: 'PC-01',
    antenne: 'EST',
    maintenant: contexte().maintenant,
    id: 'RETOUR',
  }));
  return { dites: r.corrections.map((c) => c.nature), refus: r.refus.map((x) => x.refus.code) };
};

describe('[CO-1] Ctrl Z d’une visite créée hors planning', () => {
  const libre = dite('CREATION', {
    usagerId: 'U1',
    intervenantId: 'I1',
    debut: a('15:00'),
    fin: a('16:00'),
    auteur: 'A',
  });
  const cible = { genre: 'CREATION', id: libre.id } as const;
  const dessus = dite('HORAIRE', { cible, fin: a('16:30'), base: [libre.id], auteur: 'B' });
  const etat = (...plus: Correction[]): EtatDepot => poserSaisies({ ...ETAT_VIDE, pret: true }, [libre, ...plus]);

  it('rien n’a été fait par-dessus : elle est annulée', () => {
    expect(retour(etat(), [libre])).toEqual({ dites: ['SUPPRESSION'], refus: [] });
  });
  it('un collègue l’a corrigée depuis : refusé, ses heures restent', () => {
    expect(retour(etat(dessus), [libre])).toEqual({ dites: [], refus: ['RETRAIT_RECOUVERTE'] });
  });
  it('sa correction a été retirée depuis : elle ne retient plus rien', () => {
    const retrait = dite('RETRAIT', { cible, retire: dessus.id, base: [dessus.id], auteur: 'B' });
    expect(retour(etat(dessus, retrait), [libre])).toEqual({ dites: ['SUPPRESSION'], refus: [] });
  });
  it('sa correction a été refusée : elle ne retient rien', () => {
    const impossible = dite('HORAIRE', { cible, fin: a('14:00'), base: [libre.id], auteur: 'B' });
    expect(retour(etat(impossible), [libre])).toEqual({ dites: ['SUPPRESSION'], refus: [] });
  });
});

describe('[CO-1] Ctrl Z d’un retrait', () => {
  const interventions = apparier({
    pointages: [pointage('A', '2026-11-20 08:31'), pointage('D', '2026-11-20 09:29')],
  });
  const cible = { genre: 'POINTAGE', id: 'A-2026-11-20 08:31' } as const;
  const x = dite('HORAIRE', { cible, fin: a('09:45'), auteur: 'A' });
  const retrait = dite('RETRAIT', { cible, retire: x.id, base: [x.id], auteur: 'A' });
  const etat = (...plus: Correction[]): EtatDepot =>
    poserSaisies({ ...ETAT_VIDE, pret: true, jours: new Map([[JOUR, interventions]]) }, [x, retrait, ...plus]);

  it('rien n’a été fait par-dessus : la correction est dite de nouveau', () => {
    expect(retour(etat(), [retrait])).toEqual({ dites: ['HORAIRE'], refus: [] });
  });
  it('un collègue a corrigé depuis par-dessus : refusé, ses heures restent', () => {
    const y = dite('HORAIRE', { cible, fin: a('10:00'), base: [retrait.id], auteur: 'B' });
    expect(retour(etat(y), [retrait])).toEqual({ dites: [], refus: ['RETRAIT_RECOUVERTE'] });
  });
  it('[CO-4] un collègue a corrigé sans l’avoir vu : refusé, le conflit reste à trancher', () => {
    const y = dite('HORAIRE', { cible, fin: a('10:00'), base: [x.id], auteur: 'B' });
    expect(retour(etat(y), [retrait])).toEqual({ dites: [], refus: ['EN_CONFLIT'] });
  });
});
