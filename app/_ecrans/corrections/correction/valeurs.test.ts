import { describe, expect, it } from 'vitest';
import type { Retenue } from '#shared/domain/types';
import type { DateCivile, Instant, Minutes } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { direOrigine, lireSaisie, premierChamp, proposee, type Saisie } from './valeurs';

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

describe('proposee', () => {
  const prevu = { debut: i('13:50'), fin: i('14:20') };
  const avec = (retenue: Partial<Retenue>): Ligne => ({ ...ligne(retenue, {}), prevu }) as Ligne;
  const MIDI_PASSE = i('18:00');

  it('le côté qui manque vient de l’heure prévue', () => {
    expect(proposee(avec({ debut: i('13:55') }), 'fin', MIDI_PASSE)).toEqual({
      texte: '15\u00a0h\u00a020',
      origine: 'heure prévue',
    });
    expect(proposee(avec({ fin: i('14:25') }), 'debut', MIDI_PASSE)).toMatchObject({ origine: 'heure prévue' });
  });
  it.each([
    ['fin', { debut: i('14:20') }, '15\u00a0h\u00a050'],
    ['fin', { debut: i('14:31') }, '16\u00a0h\u00a001'],
    ['debut', { fin: i('13:50') }, '14\u00a0h\u00a020'],
  ] as const)(
    '[CO-3] %s : l’heure prévue serait refusée, la durée prévue est comptée depuis l’autre côté',
    (cote, retenue, texte) => {
      expect(proposee(avec(retenue), cote, MIDI_PASSE)).toEqual({ texte, origine: 'durée prévue' });
    },
  );
  it('rien n’est proposé dans l’avenir, ni sans plan', () => {
    expect(proposee(avec({ debut: i('14:20') }), 'fin', i('14:40'))).toEqual({ texte: '' });
    expect(proposee(ligne({ debut: i('14:20') }, {}), 'fin', MIDI_PASSE)).toEqual({ texte: '' });
  });
});

describe('direOrigine', () => {
  const prevu = { debut: i('13:50'), fin: i('14:20') };
  const l = { ...ligne({ debut: i('13:55') }, {}), prevu } as Ligne;
  const dire = (cote: 'debut' | 'fin', texte: string, maintenant = i('18:00')) =>
    direOrigine(l, cote, texte, maintenant)?.replaceAll('\u00a0', ' ');

  it('un côté vidé dit l’heure qui reste, et elle reste', () => {
    expect(dire('debut', ' ')).toBe('Vide : 14 h 55 reste.');
    expect(lire(l, { arrivee: ' ', depart: '1520' })).toEqual({
      ok: true,
      valeurs: { nature: 'HORAIRE', fin: i('14:20'), motif: 'AUTRE', commentaire: '' },
    });
  });
  it('vide et que personne n’a donné, il ne dit que comment taper ; l’heure tapée n’est plus « prévue »', () => {
    expect(dire('fin', '')).toBeUndefined();
    expect(dire('fin', '15\u00a0h\u00a020')).toBe('heure prévue');
    expect(dire('fin', '1518')).toBeUndefined();
    expect(dire('debut', '14\u00a0h\u00a055')).toBeUndefined();
  });
});

describe('premierChamp', () => {
  const sansHeure = ligne({}, {});
  it.each([
    ['ni l’une ni l’autre heure n’est proposée', sansHeure, {}, 'arrivee'],
    ['le départ seul ne l’est pas', sansHeure, { arrivee: '9 h 00' }, 'depart'],
    ['les deux le sont', sansHeure, { arrivee: '9 h 00', depart: '10 h 00' }, 'motif'],
    ['vide, l’heure retenue reste', ligne({ debut: i('08:00'), fin: i('09:00') }, {}), {}, 'motif'],
    ['un autre onglet que celui des heures', sansHeure, { onglet: 'MINUTES' }, 'motif'],
  ] as const)('[CO-1] %s : le clavier y va d’abord', (_, l, s, champ) => {
    expect(premierChamp(l, saisie(s))).toBe(champ);
  });
});
