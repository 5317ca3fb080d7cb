import { describe, expect, it } from 'vitest';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import {
  type Alerte,
  GENRES_ALERTE,
  type GenreAlerte,
  libelleAlerte,
  type TraitsAlerte,
} from '#shared/contrats/exploitation/alerte';
import { SAISIES } from '#shared/contrats/saisie';
import { ORDRE_ALERTES } from '#shared/domain/alerte/lignes';
import type { Porteur } from '#shared/droits/droits';
import { dateParis } from '#shared/temps/paris';
import type { Minutes, Mois } from '#shared/temps/types';
import { jour, paris, pec, usager } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserRefus, poserSaisies } from '../../_donnees/depot/etat-depot';
import type { Signature } from '../../_ui/actes/signature';
import { alertesDeLUsager, lignesDuFiltre } from './groupes';
import { direAlerte } from './phrases';
import { direCompte, direLigne } from './phrases-lignes';
import { composerAcquittement, compterAlertes, vuesDe } from './vues';

const MAINTENANT = paris('2026-11-25 10:00');
const compter = (e: EtatDepot): number => compterAlertes(e, MAINTENANT);
const alerte = (genre: GenreAlerte, sujet: string, plus: Partial<Alerte> = {}): Alerte => ({
  _id: `alerte:2026-11-25:${genre}:${sujet}`,
  type: 'alerte',
  genre,
  depuis: jour('2026-11-25'),
  ...plus,
});
const signature = (auteur: string, hm: string): Signature => ({
  auteur,
  poste: 'PC',
  antenne: 'EST',
  maintenant: paris(`2026-11-25 ${hm}`),
  id: `${auteur}${hm}`,
});
const avec = (...alertes: Alerte[]): EtatDepot => ({
  ...ETAT_VIDE,
  alertes: new Map(alertes.map((a) => [a._id, a])),
  usagers: new Map([['U1', usager('U1')]]),
  jours: new Map([
    [
      '2026-11-25',
      [
        {
          id: 'p1',
          usagerId: 'U1',
          intervenantId: 'I1',
          arrivee: { instant: paris('2026-11-25 08:02') },
        } as unknown as Intervention,
      ],
    ],
  ]),
});
const GESTIONNAIRE: Porteur = { role: 'GESTIONNAIRE', antennes: ['EST'] };
const CENTRAL: Porteur = { role: 'CENTRAL', antennes: [] };
const dire = (a: Alerte, lecteur: Porteur = GESTIONNAIRE) => {
  const d = direAlerte(a, avec(a), MAINTENANT, lecteur);
  return { ...d, phrase: d.phrase.replaceAll('\u00a0', ' ') };
};

describe('alertes à l’écran', () => {
  it('[AP-10] deux visites qui se chevauchent : une phrase dit les deux, un lien mène à chacune', () => {
    const visite = (id: string, usagerId: string, de: string, a: string): Intervention =>
      ({
        ...{ _id: `intervention:2026-11-25:${id}`, id, date: '2026-11-25', usagerId, intervenantId: 'I1' },
        arrivee: { instant: paris(`2026-11-25 ${de}`) },
        depart: { instant: paris(`2026-11-25 ${a}`) },
      }) as unknown as Intervention;
    const autre = { interventionId: 'p2', date: jour('2026-11-25') };
    const a = alerte('CHEVAUCHEMENT', 'p1:p2', { usagerId: 'U1', interventionId: 'p1', autre });
    const dite = (dAlerte: Alerte, ...visites: Intervention[]) => {
      const jours = new Map([['2026-11-25', visites]]);
      const d = direAlerte(dAlerte, { ...avec(dAlerte), jours } as EtatDepot, MAINTENANT, GESTIONNAIRE);
      return { ...d, phrase: d.phrase.replaceAll('\u00a0', ' ') };
    };
    const premiere = visite('p1', 'U1', '08:02', '09:01');
    expect(dite(a, premiere, visite('p2', 'U2', '08:50', '09:40'))).toMatchObject({
      phrase: 'I1, aujourd’hui : à la fois chez MARTIN Jeanne, de 8 h 02 à 9 h 01, et chez U2, de 8 h 50 à 9 h 40.',
      lien: expect.stringContaining('id=intervention%3A2026-11-25%3Ap1'),
      seconde: { lien: expect.stringContaining('id=intervention%3A2026-11-25%3Ap2') },
    });
    const seule = dite({ ...a, autre: { ...autre, antenne: 'SUD' } }, premiere);
    expect(seule.phrase).toMatch(/et ailleurs : l’autre est de l’antenne Sud\.$/);
    expect(seule.seconde).toBeUndefined();
  });

  it('[AP-10] qui avait vu l’alerte d’une des deux visites, sous son ancien nom, a vu celle de la paire', () => {
    const a = alerte('CHEVAUCHEMENT', 'p1:p2', {
      interventionId: 'p1',
      autre: { interventionId: 'p2', date: jour('2026-11-25') },
    });
    const c = alerte('CHEVAUCHEMENT', 'p3:p4', {
      interventionId: 'p3',
      autre: { interventionId: 'p4', date: jour('2026-11-25') },
    });
    const ancienne = composerAcquittement(alerte('CHEVAUCHEMENT', 'p2'), signature('marie', '09:00'));
    const aVoir = (x: EtatDepot): number => [...x.alertes.values()].filter((y) => !vuesDe(x)(y)).length;
    const e = poserSaisies(avec(a, c), [ancienne]);
    expect(aVoir(e)).toBe(1);
    expect(vuesDe(e)(a)?.auteur).toBe('marie');
    // To be seen again: what was said under the former name is over.
    const encore = poserSaisies(e, [composerAcquittement(a, signature('zoe', '09:30'), true)]);
    expect(aVoir(encore)).toBe(2);
    expect(aVoir(poserSaisies(encore, [composerAcquittement(a, signature('lea', '09:40'))]))).toBe(1);
  });

  it('[AL-1] [AL-5] chacune dit ses faits en une phrase, et mène à l’écran qui la règle', () => {
    const visite = { usagerId: 'U1', interventionId: 'p1' };
    expect(dire(alerte('DEPART_EN_RETARD', 'p1', { ...visite, instant: paris('2026-11-25 09:00') }))).toMatchObject({
      phrase: 'I1 est chez MARTIN Jeanne depuis 8 h 02 ; son départ était prévu à 9 h 00, il y a 1 h 00.',
      lien: '/interventions/?jour=2026-11-25&filtre=toutes&id=intervention%3A2026-11-25%3Ap1',
    });
    // Who is late is called; what is late no more is not.
    const tel = [{ numero: '+33199000077', chez: 'MARTIN Jeanne', qui: 'Usager' }];
    const joignable = (genre: GenreAlerte) => {
      const a = alerte(genre, 'p1', visite);
      const usagers = new Map([['U1', usager('U1', { telephones: ['+33199000077'] })]]);
      return direAlerte(a, { ...avec(a), usagers }, MAINTENANT, GESTIONNAIRE).appels;
    };
    expect(joignable('DEPART_EN_RETARD')).toEqual(tel);
    expect(joignable('VISITE_NON_COMMENCEE')).toEqual(tel);
    expect(joignable('APPEL_INCOMPLET')).toEqual([]);
    // Her own telephone first, where the files give it, then her usager's.
    const absente = alerte('VISITE_NON_COMMENCEE', 'p1', visite);
    const aide = { id: 'I1', nom: 'DIALLO', prenom: 'Awa', telephone: '+33639980055' } as unknown as Intervenant;
    const chez = new Map([['U1', usager('U1', { telephones: ['+33199000077'] })]]);
    const etat = { ...avec(absente), usagers: chez, intervenants: new Map([['I1', aide]]) };
    expect(direAlerte(absente, etat, MAINTENANT, GESTIONNAIRE).appels).toEqual([
      { numero: '+33639980055', chez: 'DIALLO Awa', qui: 'Aide' },
      ...tel,
    ]);
    // [CO-2] Replaced since: who is retained is named and called, and not who was planned.
    const remplacee = alerte('VISITE_NON_COMMENCEE', 'p1', { ...visite, intervenantId: 'I2' });
    const remplacante = { id: 'I2', nom: 'BA', prenom: 'Oumou', telephone: '+33639980066' } as unknown as Intervenant;
    const aDeux = new Map([aide, remplacante].map((x) => [x.id, x]));
    const dite = direAlerte(remplacee, { ...etat, intervenants: aDeux }, MAINTENANT, GESTIONNAIRE);
    expect(dite.phrase).toMatch(/^BA Oumou était attendue chez /);
    expect(dite.appels).toEqual([{ numero: '+33639980066', chez: 'BA Oumou', qui: 'Aide' }, ...tel]);
    expect(dire(alerte('APPEL_INCOMPLET', 'p1', visite)).phrase).toContain('le départ n’a pas été pointé');
    // What Millésime has taken out of its planning is said where somebody would be looked for.
    const retiree = alerte('VISITE_NON_COMMENCEE', 'p1', { ...visite, instant: paris('2026-11-25 08:00') });
    const dePlan = (absenteDepuis: string) => {
      const i = { id: 'p1', usagerId: 'U1', intervenantId: 'I1', visite: { id: 'p1', absenteDepuis } };
      const jours = new Map([['2026-11-25', [i as unknown as Intervention]]]);
      return direAlerte(retiree, { ...avec(retiree), jours } as EtatDepot, MAINTENANT, GESTIONNAIRE).phrase;
    };
    expect(dePlan('2026-11-24').replaceAll('\u00a0', ' ')).toBe(
      'I1 était attendue chez MARTIN Jeanne à 8 h 00, il y a 2 h 00, et n’a pas pointé ; visite absente du planning de Millésime depuis le 24 novembre 2026.',
    );
    expect(dire(retiree).phrase).toMatch(/et n’a pas pointé\.$/);
    const chiffres = { faites: 59, prevues: 120, plafond: 178 } as Alerte['chiffres'];
    const plan = alerte('DEPASSEMENT_PREVU', 'U1:P1', { usagerId: 'U1', numeroPec: 'P1', chiffres });
    const apa: EtatDepot = {
      ...avec(plan),
      usagers: new Map([
        ['U1', usager('U1', { prisesEnCharge: [pec('P1', 'DASES', { minutesMax: 178 as Minutes })] })],
      ]),
      financeurs: [{ code: 'DASES', libelle: 'Ville', dispositif: 'APA' }],
    };
    // [FI-6] What the figures do not count is in the sentence and in the name alike.
    expect(direAlerte(plan, apa, MAINTENANT, GESTIONNAIRE)).toMatchObject({
      titre: 'Plan qui sera peut-être dépassé',
      phrase: expect.stringMatching(/ de trop, sans compter ce qui reste de l’APA des mois/),
    });
    expect(dire(alerte('DEPASSEMENT_PREVU', 'U1:P1', { usagerId: 'U1', numeroPec: 'P1', chiffres }))).toMatchObject({
      phrase:
        'MARTIN Jeanne, P1 : 0 h 59 faite et 2 h 00 prévues lui reviennent, pour un plafond de 2 h 58 ; 0 h 01 de trop.',
      lien: '/usagers/?id=U1',
    });
    // Called as it is on the day of the sentence, whatever came before or is to come.
    const renomme = [
      { code: 'DASES', libelle: 'Ville', dispositif: 'APA', dateDebut: jour('2024-01-01') },
      { code: 'DASES', libelle: 'Ville de Paris', dispositif: 'APA', dateDebut: jour('2026-06-01') },
      { code: 'DASES', libelle: 'Paris', dispositif: 'APA', dateDebut: jour('2027-01-01') },
    ];
    const repris = { ...chiffres, reprises: [{ numeroPec: 'P1', codeFinanceur: 'DASES', minutes: 1 }] };
    const aLaVille = { ...plan, chiffres: repris as Alerte['chiffres'] };
    expect(direAlerte(aLaVille, { ...apa, financeurs: renomme }, MAINTENANT, GESTIONNAIRE).phrase).toContain(
      'P1 (Ville de Paris)',
    );
    // Two capped plans: what goes beyond each, and who takes it over; the second is lightened by what the first has left too.
    const caisse = { numeroPec: 'P2', codeFinanceur: 'CNAV', minutes: 60 };
    const personne = { codeFinanceur: 'PROPRE', minutes: 240 };
    const deTrop = (numeroPec: string, reprises: { codeFinanceur: string; minutes: number }[]) => {
      const total = { faites: 720, prevues: 480, plafond: 600, reprises } as Alerte['chiffres'];
      const a = alerte('DEPASSEMENT_PREVU', `U1:${numeroPec}`, { usagerId: 'U1', numeroPec, chiffres: total });
      const prises = ['P1', 'P2'].map((n, i) =>
        pec(n, i ? 'CNAV' : 'DASES', { priorite: i + 1, minutesMax: 600 as Minutes }),
      );
      const etat: EtatDepot = {
        ...avec(a),
        usagers: new Map([['U1', usager('U1', { prisesEnCharge: prises })]]),
        financeurs: [...apa.financeurs, { code: 'CNAV', libelle: 'Caisse', dispositif: 'CAISSE_RETRAITE' }],
      };
      return direAlerte(a, etat, MAINTENANT, GESTIONNAIRE).phrase.replace(/^.* de trop/, 'de trop');
    };
    const sansReport = ', sans compter ce qui reste de l’APA des mois précédents.';
    expect(deTrop('P1', [caisse, personne])).toBe(
      `de trop : 1 h 00 reprise par P2 (Caisse), 4 h 00 au tarif propre${sansReport}`,
    );
    expect(deTrop('P1', [{ ...caisse, minutes: 300 }])).toBe(`de trop, reprises par P2 (Caisse)${sansReport}`);
    expect(deTrop('P2', [personne])).toBe(`de trop, au tarif propre${sansReport}`);
    const faites = (n: number) =>
      alerte('DEPASSEMENT_PREVU', 'U1:P1', {
        ...{ usagerId: 'U1', numeroPec: 'P1' },
        chiffres: { faites: n, prevues: 60, plafond: 178 } as Alerte['chiffres'],
      });
    expect(dire(faites(208)).phrase).toContain('pour un plafond de 2 h 58, déjà dépassé ; 1 h 30 de trop');
    expect([178, 179].map((n) => libelleAlerte(faites(n)))).toEqual(['Plan qui sera dépassé', 'Plan dépassé']);
    expect([178, 179].map((n) => libelleAlerte(faites(n), true))).toEqual([
      'Plan qui sera peut-être dépassé',
      'Plan peut-être dépassé',
    ]);
    const aRetirer = (visites: number, nature: Alerte['nature']) =>
      dire(alerte('VISITES_A_RETIRER', 'U1', { usagerId: 'U1', nature, visites })).phrase;
    expect(aRetirer(12, 'DECES')).toBe(
      'MARTIN Jeanne : 12 visites sont encore prévues après le décès ; faites-les retirer du planning dans Millésime.',
    );
    expect(dire(alerte('VISITES_A_RETIRER', 'U1', { usagerId: 'U1', nature: 'DECES', visites: 1 }))).toMatchObject({
      lien: '/interventions/?mois=2026-11&filtre=toutes&usager=U1&statut=A_RETIRER',
      ou: 'Voir les visites',
    });
    expect(aRetirer(1, 'EHPAD')).toMatch(/1 visite est encore prévue après l’entrée en EHPAD ; faites-la retirer/);
    expect(
      dire(alerte('NUMERO_INCONNU', 'x', { numero: '+33199000009', instant: paris('2026-11-24 08:00') })),
    ).toMatchObject({
      phrase: 'Le 01 99 00 00 09 attend un usager depuis le 24 nov. à 8 h 00.',
      lien: '/numeros/',
    });
    const sansNumero = (plus: Partial<Alerte>) =>
      dire(alerte('NUMERO_INCONNU', 'x', { instant: paris('2026-11-24 08:00'), ...plus })).phrase;
    expect(sansNumero({})).toMatch(/^Un numéro masqué attend/);
    expect(sansNumero({ sansTelephone: true })).toMatch(/^Un passage pointé sans téléphone attend/);
    expect(dire(alerte('MILLESIME_MUET', 'millesime', { instant: paris('2026-11-23 06:00') })).lien).toBe('/service/');
    const muet = { instant: paris('2026-11-25 09:31'), appels: { recus: 0, attendus: 42 } };
    expect(dire(alerte('TELEPHONE_MUET', 'telephone', muet))).toMatchObject({
      phrase: expect.stringMatching(/^Aucun appel d’aide n’est venu depuis 9 h 31, où l’on en attendait 42 :/),
      lien: '/service/',
    });
    expect(dire(alerte('TELEPHONE_MUET', 'telephone', { ...muet, appels: { recus: 3, attendus: 42 } })).phrase).toMatch(
      /^3 appels d’aide seulement sont venus depuis 9 h 31/,
    );
    // Every kind has its sentence and its place, whatever is missing of what it names.
    for (const genre of Object.keys(GENRES_ALERTE) as GenreAlerte[])
      expect(dire(alerte(genre, 'x')).phrase).toMatch(/^[A-Zu0-9].*\.$/);
    expect([...ORDRE_ALERTES].sort()).toEqual(Object.keys(GENRES_ALERTE).sort());
  });

  it('[AL-2] [AL-4] un plan qui finit et ce qui continue à côté, un plafond qui baisse, une aide qui s’ouvre', () => {
    const du = { usagerId: 'U1', numeroPec: 'P1' };
    const fin = alerte('FIN_DE_PRISE_EN_CHARGE', 'x', { ...du, fin: jour('2026-12-31') });
    expect(dire(fin).phrase).toMatch(/ : la prise en charge P1 finit le 31 déc\., aucune ne la suit\.$/);
    const aCote = [{ numeroPec: 'P2', codeFinanceur: 'CNAV', plafond: 240 as Minutes }];
    expect(dire({ ...fin, aCote }).phrase).toMatch(
      /, aucune ne la suit ; continue à côté : P2 \(CNAV, 4 h 00 par mois\)\.$/,
    );
    const plafonds = { de: 1200 as Minutes, a: 840 as Minutes };
    const baisse = alerte('PLAFOND_EN_BAISSE', 'x', { ...du, debut: jour('2026-12-01'), plafonds });
    expect(dire(baisse).phrase).toMatch(/, P1 : le 1er déc\., le plafond passe de 20 h 00 à 14 h 00 par mois\.$/);
    const aide = alerte('AIDE_OUVERTE', 'x', { ...du, debut: jour('2026-11-20') });
    expect(dire(aide).phrase).toMatch(/ : le 20 nov\., une aide du Département s’est ouverte \(P1\)\.$/);
  });

  it('[AL-5] un envoi refusé : quel fichier, par qui, et que faire ; le lien n’est que pour qui peut l’ouvrir', () => {
    const fichier = { nom: 'DASES_202610.xml', mois: '2026-10' as Mois, destination: 'DASES' as const };
    const instant = paris('2026-11-24 09:12');
    const refuse = alerte('EXPORT_REFUSE', 'x', { instant, envoi: { ...fichier, cause: 'RETOUR' } });
    const debut = 'DASES_202610.xml, d’octobre 2026, a été refusé par la DASES le 24 nov. à 9 h 12 :';
    expect(dire(refuse, CENTRAL)).toMatchObject({
      phrase: `${debut} lisez pourquoi, corrigez, puis renvoyez-le.`,
      lien: '/envois/?mois=2026-10&onglet=fichiers',
    });
    expect(dire(refuse).phrase).toBe(`${debut} le service central le renvoie.`);
    expect(dire(refuse).lien).toBeUndefined();
    const reparti = { ...refuse, envoi: { ...fichier, cause: 'RETOUR' as const, renvoye: true as const } };
    expect(dire(reparti, CENTRAL).phrase).toBe(`${debut} il est reparti, sa réponse est attendue.`);
    const nom = 'BRUT_EST_202610.csv';
    const depot = { ...refuse, envoi: { ...fichier, nom, destination: 'MILLESIME' as const, cause: 'DEPOT' as const } };
    expect(dire(depot).phrase).toBe(
      'BRUT_EST_202610.csv, d’octobre 2026, n’a pas pu être remis à Millésime le 24 nov. à 9 h 12, et ne repart plus de lui-même : le service central le renvoie.',
    );
  });

  it('[AL-5] une réponse qui n’a pas pu être prise se dit : c’est peut-être un refus', () => {
    const envoi = { nom: 'DASES_202610.xml', mois: '2026-10' as Mois, destination: 'DASES', cause: 'REPONSE' } as const;
    const ecartee = alerte('EXPORT_REFUSE', 'x', { instant: paris('2026-11-24 09:12'), envoi });
    expect(dire(ecartee, CENTRAL).phrase).toBe(
      'DASES_202610.xml, d’octobre 2026 : une réponse de la DASES est arrivée, et n’a pas pu être prise le 24 nov. à 9 h 12. C’est peut-être un refus : lisez pourquoi, puis demandez-lui une réponse à ce fichier qui puisse être lue.',
    );
    expect(dire(ecartee).phrase).toMatch(/refus : le service central lui en demande une autre\.$/);
  });

  it('[AL-5] les alertes d’un usager : à voir d’abord, puis vues ; d’un chevauchement, les deux usagers', () => {
    const autre = { interventionId: 'p2', date: jour('2026-11-25') };
    const incomplet = alerte('APPEL_INCOMPLET', 'p1', { usagerId: 'U1', interventionId: 'p1' });
    const retard = alerte('DEPART_EN_RETARD', 'p1', { usagerId: 'U1', interventionId: 'p1' });
    const paire = alerte('CHEVAUCHEMENT', 'p1:p2', { usagerId: 'U1', interventionId: 'p1', autre });
    const ailleurs = alerte('CONFLIT', 'p9', { usagerId: 'U3', interventionId: 'p9' });
    const seconde = { id: 'p2', date: '2026-11-25', usagerId: 'U2', intervenantId: 'I1' } as unknown as Intervention;
    const e = { ...avec(paire, incomplet, retard, ailleurs), jours: new Map([['2026-11-25', [seconde]]]) } as EtatDepot;
    const vu = poserSaisies(e, [composerAcquittement(retard, signature('marie', '09:00'))]);
    expect(alertesDeLUsager(e, 'U1', vuesDe(e))).toEqual([retard, incomplet, paire]);
    expect(alertesDeLUsager(vu, 'U1', vuesDe(vu))).toEqual([incomplet, paire, retard]);
    expect(alertesDeLUsager(vu, 'U2', vuesDe(vu))).toEqual([paire]);
  });

  it('[AL-1] [AL-5] several of one person, or of several, are said in one line: how many, whose, and the screen that settles them', () => {
    const incomplet = (n: number, usagerId: string) => alerte('APPEL_INCOMPLET', `v${n}`, { usagerId });
    const dites = (...as: Alerte[]) =>
      lignesDuFiltre(as, () => undefined, 'a-voir', MAINTENANT).map((l) => {
        const d = direLigne(l, avec(...as), jour('2026-11-25'));
        return { ...d, phrase: d.phrase.replaceAll('\u00a0', ' ') };
      });
    expect(
      dites(incomplet(1, 'U1'), incomplet(2, 'U1'), incomplet(3, 'U1'), incomplet(4, 'U2'), incomplet(5, 'U3')),
    ).toEqual([
      {
        titre: 'Appel incomplet',
        phrase: 'MARTIN Jeanne : 3 visites incomplètes.',
        lien: '/interventions/?mois=2026-11&filtre=a-traiter&usager=U1',
        ou: 'Saisir les heures',
      },
      {
        titre: 'Appel incomplet',
        phrase: '2 visites incomplètes : U2, U3.',
        lien: '/interventions/?mois=2026-11&filtre=a-traiter',
        ou: 'Saisir les heures',
      },
    ]);
    const toutesAVoir = (as: Alerte[]) =>
      direCompte(lignesDuFiltre(as, () => undefined, 'a-voir', MAINTENANT)).replaceAll('\u00a0', ' ');
    const plan = (u: string, faites: number) =>
      alerte('DEPASSEMENT_PREVU', `${u}:P`, {
        usagerId: u,
        chiffres: { faites, prevues: 0, plafond: 60 } as Alerte['chiffres'],
      });
    expect(dites(plan('U1', 90), plan('U2', 30), plan('U3', 30), plan('U4', 30), plan('U5', 30))[0]?.phrase).toBe(
      '5 plans dépassés ou qui peuvent l’être, dont 1 déjà dépassé : MARTIN Jeanne, U2, U3 et 2 autres.',
    );
    expect(dites(plan('U1', 90), plan('U2', 90))[0]?.phrase).toBe('2 plans dépassés : MARTIN Jeanne, U2.');
    // Of one person, two plans: the figure and the names do not contradict each other.
    expect(
      dites(plan('U1', 90), plan('U2', 90), { ...plan('U2', 90), _id: 'alerte:2026-11-25:DEPASSEMENT_PREVU:U2:Q' })[0]
        ?.phrase,
    ).toBe('3 plans dépassés, de 2 usagers : MARTIN Jeanne, U2.');
    expect(toutesAVoir([incomplet(1, 'U1'), incomplet(2, 'U1'), plan('U2', 90)])).toBe(
      '2 lignes à voir, dont 1 pour aujourd’hui, ce que le menu compte : 3 alertes, une à une.',
    );
  });

  it('[AL-5] une page ouverte avant une mise à jour dit en une phrase l’alerte qu’elle ne connaît pas, et la compte', () => {
    const neuve = (n: number) => alerte('FEUILLE_PERDUE' as GenreAlerte, `x${n}`, { usagerId: 'U1' });
    expect(dire(neuve(1))).toMatchObject({
      titre: 'Alerte d’une version plus récente',
      phrase: 'Alerte d’une version plus récente, du 25 nov. : rechargez la page pour la lire.',
      appels: [],
    });
    expect(dire(neuve(1)).lien).toBeUndefined();
    const e = avec(neuve(1), neuve(2), alerte('CONFLIT', 'p1', { usagerId: 'U1' }));
    expect(compter(e)).toBe(2);
    const [, derniere] = lignesDuFiltre(e.alertes.values(), vuesDe(e), 'a-voir', MAINTENANT);
    expect(derniere && direLigne(derniere, e, jour('2026-11-25'))).toMatchObject({
      titre: 'Alerte d’une version plus récente',
      phrase: 'MARTIN Jeanne : 2\u00a0alertes d’une version plus récente, à lire en rechargeant la page.',
    });
  });

  it('[AL-5] chacune mène à l’écran que sa table et le manuel disent', () => {
    const plus = { usagerId: 'U1', envoi: undefined };
    for (const genre of Object.keys(GENRES_ALERTE) as GenreAlerte[]) {
      const { ecran, sujet } = GENRES_ALERTE[genre] as TraitsAlerte;
      const visite = sujet === 'VISITE' ? { interventionId: 'p1' } : {};
      expect(dire(alerte(genre, 'x', { ...plus, ...visite }), CENTRAL).lien).toMatch(new RegExp(`^/${ecran}/`));
    }
  });

  it('[CO-6] vue : elle quitte le compte du menu aussitôt, le premier qui l’a vue reste, un refus ne vaut rien', () => {
    const a = alerte('CONFLIT', 'p1', { usagerId: 'U1' });
    const b = alerte('CONFLIT', 'p2', { usagerId: 'U2' });
    const [tard, tot] = [
      composerAcquittement(a, signature('zoe', '09:30')),
      composerAcquittement(a, signature('marie', '09:00')),
    ];
    expect(tot.date).toBe(dateParis(MAINTENANT));
    const e = poserSaisies(avec(a, b), [tard, tot]);
    expect([compter(avec(a, b)), compter(e)]).toEqual([2, 1]);
    expect(vuesDe(e)(a)?.auteur).toBe('marie');
    expect(lignesDuFiltre(e.alertes.values(), vuesDe(e), 'vues', MAINTENANT).flatMap((l) => l.alertes)).toEqual([a]);
    const annule = composerAcquittement(a, signature('lea', '09:20'), true);
    expect(SAISIES.acquittement.parse(annule)).toEqual(annule);
    // To be seen again, then seen again: the order in which they come does not matter.
    expect(compter(poserSaisies(avec(a, b), [annule, tot]))).toBe(2);
    expect(vuesDe(poserSaisies(e, [annule]))(a)?.auteur).toBe('zoe');
    const refuse = poserRefus(
      e,
      [tot, tard].map((x) => ({ documentId: x._id, code: 'AUTEUR', message: 'Non.' })),
    );
    expect(compter(refuse)).toBe(2);
  });
});
