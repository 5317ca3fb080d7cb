import { describe, expect, it } from 'vitest';
import { type CleParametre, PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { direEnLigne } from './dire';
import { FORMES } from './formes';
import { refusParChamp } from './refus-champ';
import { deTape, poser, reposer, type Tape, versTape } from './taper';

const CLES = (Object.keys(PARAMETRES) as CleParametre[]).filter((c) => FORMES[c].forme.genre !== 'AILLEURS');
/** Values that the defaults do not show. */
const AUTRES: Partial<Record<CleParametre, unknown>> = {
  astreinte: ['a@exemple.fr', 'b@exemple.fr'],
  destinatairesDigest: { SUD: ['a@exemple.fr'] },
  telephonesAntennes: { SUD: '+33145010203' },
  heuresAntennes: { SUD: { debut: '09:00', fin: '18:30' } },
  echeancesAntennes: { SUD: 8 },
  rolesSecondFacteur: ['ADMINISTRATEUR', 'CENTRAL'],
  numeroVert: '+33805123456',
};

const refuser = (cle: CleParametre, changer: (t: Tape) => Tape): Readonly<Record<string, string>> => {
  const { forme } = FORMES[cle];
  const juge = PARAMETRES[cle].schema.safeParse(deTape(forme, changer(versTape(forme, PARAMETRES[cle].defaut))));
  return juge.success ? {} : refusParChamp(FORMES[cle], juge.error.issues);
};

describe('the fields of a parameter', () => {
  it.each(CLES)('give back the value they were opened with: %s', (cle) => {
    const { forme } = FORMES[cle];
    for (const valeur of [PARAMETRES[cle].defaut, AUTRES[cle] ?? PARAMETRES[cle].defaut]) {
      const rendu = deTape(forme, versTape(forme, valeur));
      expect(rendu).toEqual(valeur);
      expect(PARAMETRES[cle].schema.safeParse(rendu).success).toBe(true);
    }
  });

  it.each(CLES)('are said in words, never in what a machine reads: %s', (cle) => {
    for (const valeur of [PARAMETRES[cle].defaut, AUTRES[cle] ?? PARAMETRES[cle].defaut])
      expect(direEnLigne(FORMES[cle].forme, valeur)).not.toMatch(/[{}[\]"_]|\d{4}-\d\d|\b\d\d:\d\d|undefined|^$/);
  });

  it('says units, dates, hours and choices', () => {
    const dire = (cle: CleParametre, valeur: unknown): string =>
      direEnLigne(FORMES[cle].forme, valeur).replaceAll('\u00a0', ' ');
    expect(dire('dureeMax', 840)).toBe('840 minutes (14 h 00)');
    expect(dire('doublon', 1)).toBe('1 minute');
    expect(dire('reportApaDepuis', '2026-10-01')).toBe('1er octobre 2026');
    expect(dire('heuresOuverture', { debut: '08:30', fin: '17:00' })).toBe('De : 8 h 30, À : 17 h 00');
    expect(dire('accesPersonnel', { qui: 'INTERVENANTS', jours: 90 })).toBe('Qui : Les aides, Un lien sert : 90 jours');
    expect(dire('heuresAntennes', { SUD: { debut: '09:00', fin: '18:00' } })).toBe('Sud : de 9 h 00 à 18 h 00');
    expect(dire('heuresAntennes', {})).toBe('celles du service');
    expect(dire('echeanceCloture', 10)).toBe('le 10');
    expect(dire('echeancesAntennes', { SUD: 1 })).toBe('Sud : le 1er');
    expect(dire('astreinte', [])).toBe('aucune');
    expect(dire('numeroVert', '')).toBe('pas encore connu');
    expect(dire('dispositionBrut', {})).toBe('celle du produit');
    expect(dire('dispositionBrut', { separateur: 'TAB', colonnes: ['debut = A, B'] })).toBe(
      'Séparateur : Tabulation, Colonnes : debut = A, B',
    );
  });

  it('[CL-3] a layout: a column a line, whose name may have a comma; what is left empty is the product’s', () => {
    const { forme } = FORMES.dispositionDasesBrutes;
    const valeur = { separateur: 'TAB', date: 'AAAA-MM-JJ', colonnes: ['numero_pec = N°, plan', 'arrivee | HHMM'] };
    expect(deTape(forme, versTape(forme, valeur))).toEqual(valeur);
    expect(deTape(forme, poser(versTape(forme, valeur), ['colonnes'], ' \n'))).toEqual({
      separateur: 'TAB',
      date: 'AAAA-MM-JJ',
    });
  });

  it('refuses in the field, which it names as the screen does, and says what to do there', () => {
    const dit = (cle: CleParametre, changer: (t: Tape) => Tape): Readonly<Record<string, string>> =>
      Object.fromEntries(Object.entries(refuser(cle, changer)).map(([c, p]) => [c, p.replaceAll('\u00a0', ' ')]));
    expect(dit('retardApres', () => 'vingt')).toEqual({
      '': '« Retard à l’arrivée » : écrivez un nombre, en chiffres.',
    });
    expect(dit('retardApres', () => '12,5')).toEqual({
      '': '« Retard à l’arrivée » : écrivez un nombre entier, en chiffres.',
    });
    expect(dit('retardApres', () => '300')).toEqual({ '': '« Retard à l’arrivée » : écrivez au plus 240 minutes.' });
    expect(dit('disponibiliteVisee', () => '101,5')).toEqual({
      '': '« Disponibilité demandée, téléphone » : écrivez au plus 100 %.',
    });
    expect(dit('prestationParDefaut', () => '')).toEqual({
      '': '« Prestation d’une visite non prévue » : écrivez-y quelque chose.',
    });
    expect(dit('prestationParDefaut', () => 'AIDEADOMICILE')).toEqual({
      '': '« Prestation d’une visite non prévue » : écrivez 10 caractères au plus.',
    });
    expect(dit('accesPersonnel', (t) => poser(t, ['jours'], ''))).toEqual({
      jours: '« Un lien sert » : écrivez un nombre, en chiffres.',
    });
    expect(dit('heuresOuverture', (t) => poser(t, ['fin'], '08:00'))).toEqual({
      fin: '« À » : donnez une heure qui suit celle de « De ».',
    });
    expect(dit('heuresOuverture', (t) => poser(t, ['debut'], '03:00'))).toMatchObject({
      debut: '« De » : donnez une heure, à partir de 4 h du matin.',
    });
    expect(dit('delaisIncidents', (t) => poser(t, ['MAJEURE', 'prise'], '0'))).toEqual({
      'MAJEURE.prise': '« Majeur, Prise en charge » : écrivez au moins 1 minute.',
    });
    expect(dit('astreinte', () => 'a@exemple.fr\nfaux')).toEqual({
      '': '« Astreinte », ligne 2 : écrivez une adresse de courriel entière, par exemple prenom.nom@exemple.fr.',
    });
    expect(dit('verrouMinutes', () => '5\ncinq')).toEqual({
      '': '« Durée des verrouillages », ligne 2 : écrivez un nombre, en chiffres.',
    });
    expect(dit('verrouMinutes', () => '')).toEqual({
      '': '« Durée des verrouillages » : écrivez au moins 1 ligne.',
    });
    expect(dit('heuresAntennes', (t) => poser(t, ['SUD'], { debut: '09:00', fin: '08:00' }))).toEqual({
      'SUD.fin': '« Sud, À » : donnez une heure qui suit celle de « De ».',
    });
    expect(dit('heuresAntennes', (t) => poser(t, ['SUD', 'debut'], '09:00'))).toMatchObject({
      'SUD.fin': '« Sud, À » : donnez une heure.',
    });
    expect(dit('echeanceCloture', () => '29')).toEqual({ '': '« Échéance de clôture » : écrivez au plus 28.' });
    expect(dit('telephonesAntennes', (t) => poser(t, ['SUD'], '12'))).toEqual({
      SUD: '« Sud » : écrivez le numéro en entier, par exemple 01 45 01 02 03, ou effacez-le.',
    });
  });

  it('takes a telephone number in any writing, and leaves out an antenna that has none', () => {
    expect(deTape(FORMES.telephonesAntennes.forme, { SUD: '01 45 01 02 03', EST: '' })).toEqual({
      SUD: '+33145010203',
    });
  });

  it('leaves out an antenna whose hours are both empty: it has the service’s', () => {
    const { forme } = FORMES.heuresAntennes;
    const sud = { SUD: { debut: '09:00', fin: '18:00' } };
    expect(deTape(forme, versTape(forme, sud))).toEqual(sud);
    expect(deTape(forme, poser(versTape(forme, sud), ['SUD'], { debut: '', fin: ' ' }))).toEqual({});
  });

  // The page was opened before this antenna was created: its register has no name for it.
  describe('an antenna that this page does not know', () => {
    const VALEURS: Partial<Record<CleParametre, unknown>> = {
      heuresAntennes: { SUD: { debut: '09:00', fin: '18:00' }, LYON: { debut: '07:30', fin: '12:00' } },
      telephonesAntennes: { SUD: '+33145010203', LYON: '+33478010203' },
      destinatairesDigest: { LYON: ['lyon@exemple.fr'] },
      echeancesAntennes: { SUD: 8, LYON: 5 },
      pointerSansTelephone: ['SUD', 'LYON'],
      pointerEnPanne: ['LYON'],
    };
    it.each(Object.keys(VALEURS) as CleParametre[])('keeps its value, and passes: %s', (cle) => {
      const { forme } = FORMES[cle];
      const rendu = deTape(forme, versTape(forme, VALEURS[cle]));
      expect(rendu).toEqual(VALEURS[cle]);
      expect(PARAMETRES[cle].schema.safeParse(rendu)).toMatchObject({ success: true, data: VALEURS[cle] });
    });

    it('keeps its value while another’s is changed, and is said by its code', () => {
      const { forme } = FORMES.heuresAntennes;
      const tape = poser(versTape(forme, VALEURS.heuresAntennes), ['SUD'], { debut: '10:00', fin: '18:00' });
      const rendu = deTape(forme, tape);
      expect(rendu).toEqual({ SUD: { debut: '10:00', fin: '18:00' }, LYON: { debut: '07:30', fin: '12:00' } });
      expect(direEnLigne(forme, rendu).replaceAll('\u00a0', ' ')).toBe(
        'Sud : de 10 h 00 à 18 h 00, LYON : de 7 h 30 à 12 h 00',
      );
      expect(direEnLigne(FORMES.telephonesAntennes.forme, VALEURS.telephonesAntennes)).toMatch(/LYON\s: 04\s78/);
    });

    it('read again while one types: what was typed stays, and the rest is what another wrote', () => {
      const { forme } = FORMES.heuresAntennes;
      const [EST, SUD] = [
        { debut: '08:00', fin: '16:00' },
        { debut: '09:00', fin: '18:00' },
      ];
      const ouverte = versTape(forme, { SUD, EST });
      const tapee = poser(ouverte, ['SUD', 'debut'], '10:00');
      const LYON = { debut: '07:30', fin: '12:00' };
      const relire = (valeur: unknown) => deTape(forme, reposer(ouverte, tapee, versTape(forme, valeur)));
      expect(relire({ SUD, LYON })).toEqual({ SUD: { ...SUD, debut: '10:00' }, LYON });
      expect(relire({ SUD: { ...SUD, debut: '11:00' }, EST })).toEqual({ SUD: { ...SUD, debut: '10:00' }, EST });
      expect(reposer('20', '25', '30')).toBe('25');
      expect(reposer('20', '20', '30')).toBe('30');
      expect(reposer(['EST'], ['EST', 'SUD'], [])).toEqual(['EST', 'SUD']);
    });

    it('is refused in its own field, by its code', () => {
      const { forme } = FORMES.heuresAntennes;
      const tape = poser(versTape(forme, VALEURS.heuresAntennes), ['LYON', 'fin'], '07:00');
      const juge = PARAMETRES.heuresAntennes.schema.safeParse(deTape(forme, tape));
      expect(juge.success ? {} : refusParChamp(FORMES.heuresAntennes, juge.error.issues)).toEqual({
        'LYON.fin': expect.stringMatching(/LYON, À.*donnez une heure qui suit/),
      });
    });
  });
});
