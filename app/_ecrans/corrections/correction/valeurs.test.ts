import { describe, expect, it } from 'vitest';
import type { Retenue } from '#shared/domain/types';
import type { DateCivile, Instant, Minutes } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { direOrigine, lireHeures, lireSaisie, premierChamp, proposee, type Saisie } from './valeurs';

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

describe('les deux heures tapées ensemble', () => {
  // The 25th in Paris; the day before and the day after beside it.
  const a = (jour: number, hm: string) => paris(`2026-11-${jour} ${hm}`);
  const matin = ligne({ debut: a(25, '07:30'), fin: a(25, '08:30') }, { arrivee: {}, depart: {} });
  const lues = (l: Ligne, arrivee: string, depart: string) => {
    const { debut, fin } = lireHeures(l, { arrivee, depart }, 840);
    return [debut, fin];
  };
  const avecPrevu = (l: Ligne, debut: Instant, fin: Instant): Ligne => ({ ...l, prevu: { debut, fin } }) as Ligne;

  it.each([
    ['le soir pour le matin', '1930', '2030', a(25, '19:30'), a(25, '20:30')],
    ['le soir passé minuit', '2230', '0030', a(25, '22:30'), a(26, '00:30')],
    ['un départ d’avant l’arrivée reste du jour, où il est refusé', '2000', '1930', a(25, '20:00'), a(25, '19:30')],
    ['trop longue', '0600', '2200', a(25, '06:00'), a(25, '22:00')],
  ])('[CO-3] %s : la visite reste de son jour', (_, arrivee, depart, debut, fin) => {
    expect(lues(matin, arrivee, depart)).toEqual([debut, fin]);
  });
  it('[CO-3] l’heure prévue le soir tient la visite à son jour', () => {
    const soir = ligne({ debut: a(25, '00:30'), fin: a(25, '01:30') }, { arrivee: {}, depart: {} });
    const l = avecPrevu(soir, a(25, '22:30'), a(26, '00:00'));
    expect(lues(l, '2235', '0005')).toEqual([a(25, '22:35'), a(26, '00:05')]);
  });
  it.each([
    ['commencée peu avant minuit', { debut: a(25, '00:10'), fin: a(25, '01:00') }, '2350', '0050'],
    ['déjà placée la veille', { debut: a(24, '23:00'), fin: a(25, '00:45') }, '2315', '0030'],
    ['une garde de nuit dont seul le départ est connu', { fin: a(25, '08:00') }, '2000', '0805'],
  ])('[CO-3] une nuit qui commence la veille : %s', (_, retenue, arrivee, depart) => {
    const heureDe = (t: string) => `${t.slice(0, 2)}:${t.slice(2)}`;
    expect(lues(ligne(retenue, { depart: {} }), arrivee, depart)).toEqual([
      a(24, heureDe(arrivee)),
      a(25, heureDe(depart)),
    ]);
  });
  it('[CO-3] prévue juste après minuit, faite juste avant : la veille, que personne n’ait appelé ou non', () => {
    const l = avecPrevu(ligne({}, { visite: {} }), a(25, '00:00'), a(25, '01:00'));
    expect(lues(l, '2350', '0050')).toEqual([a(24, '23:50'), a(25, '00:50')]);
  });
  it.each([
    ['prévue avant minuit, faite toute entière après : le lendemain', '23:30', a(26, '07:00'), '0015', '0630', 26],
    ['prévue avant minuit, faite dans le jour : ce jour', '23:30', a(26, '01:00'), '2200', '2330', 25],
  ])('[CO-3] %s', (_, debut, fin, arrivee, depart, jour) => {
    const l = avecPrevu(ligne({}, { visite: {} }), a(25, debut), fin);
    const heureDe = (t: string) => `${t.slice(0, 2)}:${t.slice(2)}`;
    expect(lues(l, arrivee, depart)).toEqual([a(jour, heureDe(arrivee)), a(jour, heureDe(depart))]);
  });
  it('un écart et une heure se placent ensemble aussi ; une seule tapée suit l’autre, qui reste', () => {
    const nuit = ligne({ debut: a(24, '23:00'), fin: a(25, '01:00') }, { arrivee: {}, depart: {} });
    expect(lues(nuit, '2230', '+15')).toEqual([a(24, '22:30'), a(25, '01:15')]);
    expect(lues(nuit, '2230', '1 h 00')).toEqual([a(24, '22:30'), a(25, '01:00')]);
    expect(lues(matin, '7 h 30', '0015')).toEqual([a(25, '07:30'), a(25, '00:15')]);
  });
  it('[DU-1] l’heure doublée d’automne : la visite qui tient', () => {
    const l = { ...ligne({}, {}), date: '2026-10-25' } as Ligne;
    expect(lues(l, '0245', '0230')).toEqual(['2026-10-25T00:45:00Z', '2026-10-25T01:30:00Z']);
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
