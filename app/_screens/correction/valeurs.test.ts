import { describe, expect, it } from 'vitest';
import type { Retenue } from '#shared/domain/types';
import type { DateCivile, Instant, Minutes } from '#shared/temps/types';
import type { Ligne } from '../../_data/lignes';
import { lireSaisie, type Saisie } from './valeurs';

const i = (hm: string) => `2026-11-25T${hm}:00Z` as Instant;
const ligne = (retenue: Partial<Retenue>, intervention: object): Ligne =>
  ({
    date: '2026-11-25' as DateCivile,
    retenue: { minutesComplementaires: 0 as Minutes, ...retenue, intervention },
  }) as unknown as Ligne;
const saisie = (partie: Partial<Saisie>): Saisie => ({
  onglet: 'HEURES',
  arrivee: '',
  depart: '',
  minutes: '0',
  usagerId: 'U1',
  intervenantId: 'I1',
  codePrestation: 'AD',
  motif: 'AUTRE',
  commentaire: '',
  ...partie,
});
const lire = (l: Ligne, s: Partial<Saisie>) => lireSaisie(l, saisie(s), 720);
const ARRIVEE = 'Donnez l’heure d’arrivée.';
const DEPART = 'Donnez l’heure de départ.';

describe('lireSaisie', () => {
  const sansArrivee = ligne({ fin: i('09:00') }, { depart: {} });
  const sansDepart = ligne({ debut: i('08:00') }, { arrivee: {} });
  const prevue = ligne({}, { visite: {} });
  const complete = ligne({ debut: i('08:00'), fin: i('09:00') }, { arrivee: {}, depart: {} });

  it.each([
    ['sans arrivée', sansArrivee, { depart: '10 h 00' }, { debut: ARRIVEE }],
    ['sans départ', sansDepart, { arrivee: '9 h 00' }, { fin: DEPART }],
    ['créée sans heure', prevue, {}, { debut: ARRIVEE, fin: DEPART }],
    ['créée sans départ', prevue, { arrivee: '9h' }, { fin: DEPART }],
    ['sans départ ni motif', sansDepart, { motif: '' }, { fin: DEPART, motif: expect.any(String) }],
  ])('[CO-3] %s : l’heure qui manque se dit à son champ', (_, l, s, erreurs) => {
    expect(lire(l, s)).toEqual({ ok: false, erreurs });
  });
  it('[CO-2] l’heure qui manque est donnée, l’autre suit son pointage', () => {
    expect(lire(sansArrivee, { arrivee: '9h', depart: '10 h 00' })).toMatchObject({
      ok: true,
      valeurs: { nature: 'HORAIRE', debut: i('08:00') },
    });
  });
  it('rien ne change sur une visite complète : le formulaire le dit', () => {
    expect(lire(complete, {})).toMatchObject({ ok: false, erreurs: { formulaire: expect.any(String) } });
  });
  it('[CO-1] les données qui changent sont données, les autres restent ; rien ne change : dit au champ', () => {
    const l = ligne({ usagerId: 'U1', intervenantId: 'I1', codePrestation: 'AD' }, { arrivee: {} });
    expect(lire(l, { onglet: 'DONNEES', intervenantId: 'I2', motif: 'REMPLACEMENT' })).toEqual({
      ok: true,
      valeurs: { nature: 'DONNEES', intervenantId: 'I2', motif: 'REMPLACEMENT', commentaire: '' },
    });
    expect(lire(l, { onglet: 'DONNEES', motif: '' })).toEqual({
      ok: false,
      erreurs: { usager: expect.any(String), motif: expect.any(String) },
    });
  });
  it.each([0, 15])('un total de %i minutes déjà retenu est refusé à son champ', (total) => {
    const l = ligne({ minutesComplementaires: total as Minutes }, { arrivee: {} });
    const message = `Le total est déjà de ${total}\u00a0min\u00a0: changez-le ou fermez.`;
    expect(lire(l, { onglet: 'MINUTES', minutes: String(total) })).toEqual({
      ok: false,
      erreurs: { minutes: message },
    });
    expect(lire(l, { onglet: 'MINUTES', minutes: '30' })).toMatchObject({ ok: true, valeurs: { minutes: 30 } });
  });
});
