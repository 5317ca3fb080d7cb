import { afterEach, expect, test } from 'vitest';
import {
  type CausePanne,
  RAISONS_EXTERIEURES,
  type RaisonExterieure,
} from '#shared/contrats/exploitation/sonde-exterieure';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { lireDisponibilite } from '../sync-server/domaines/exploitation';
import { creerVeille, preparerSonde } from '../sync-server/domaines/telephonie';
import { ouvrirMagasinEnMemoire } from '../sync-server/http/testing/banc';
import { assurerDocuments } from '../sync-server/store/ecrire';
import { configurer } from '../telephony/plivo/compte/configurer';
import { SORTS, type Sort } from '../telephony/simulator/appels-sortants';
import { lancerEssai } from '../telephony/sonde/exterieur';
import { NUMERO_SVI, operateurDEssai } from '../telephony/testing/operateur';
import { ouvrirRepartiteur } from '../telephony/testing/repartiteur';
import { demarrer, toutFermer } from '../telephony/testing/svi-dessai';

// [DI-1] [DI-2] [DI-3] The real watch, the real workers, two of them behind a balancer, the operator simulated with everything that goes
// wrong with it; only the clock is ours. ESSAIS=500 is the long run (`npm run epreuve -- sonde`), GRAINE another draw.

const ESSAIS = Number(process.env.ESSAIS ?? 25);
const GRAINE = Number(process.env.GRAINE ?? 17);
const DE = '+33188000001';
const ORIGINE = 'http://svi.test';
/** What goes wrong, ours included; and what must be said of it. */
type Injecte = Sort | 'SVI_MUET';
const ATTENDU: Record<Injecte, RaisonExterieure | undefined> = {
  ...{ ABOUTIT: undefined, SILENCE_5S: undefined },
  ...{ OCCUPE: 'OCCUPE', SANS_REPONSE: 'SANS_REPONSE', NUMERO_REFUSE: 'NUMERO_REFUSE', AILLEURS: 'AILLEURS' },
  ...{ JAMBE_PERDUE: 'JAMBE_PERDUE', TOUCHES_PERDUES: 'TOUCHES_PERDUES', ERREUR_DANS_200: 'API_ERREUR' },
  ...{ SANS_CREDIT: 'CREDIT', SVI_MUET: 'SVI' },
};
const CAUSES_INJECTEES: Record<Injecte, CausePanne | undefined> = {
  ...{ ABOUTIT: undefined, SILENCE_5S: undefined },
  ...{ OCCUPE: 'NUMERO', SANS_REPONSE: 'NUMERO', NUMERO_REFUSE: 'NUMERO', AILLEURS: 'NUMERO' },
  ...{ JAMBE_PERDUE: 'OPERATEUR', TOUCHES_PERDUES: 'OPERATEUR', ERREUR_DANS_200: 'OPERATEUR' },
  ...{ SANS_CREDIT: 'NOUS', SVI_MUET: 'NOUS' },
};

const aFermer: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const fermer of aFermer.splice(0).reverse()) await fermer();
  await toutFermer();
});

test('[DI-1, DI-2, DI-3] checks that fail in every way at random: availability, outages and causes are those injected', async () => {
  const alea = creerAlea(GRAINE);
  let maintenant = epochMs('2026-11-02T07:00:00Z' as Instant);
  const env = { PLIVO_SONDE_NUMERO: DE, PUBLIC_ORIGIN: ORIGINE };
  const svi = [await demarrer(undefined, undefined, env), await demarrer(undefined, undefined, env)];
  const aller = (ms: number): void => {
    maintenant = ms;
    for (const s of svi) s.horloge.maintenant = ms;
  };
  aller(maintenant);
  const repartiteur = await ouvrirRepartiteur(() => svi.map((s) => s.url));
  aFermer.push(repartiteur.arreter);
  const { operateur, api } = await operateurDEssai({
    horloge: () => maintenant,
    ecouler: (ms) => aller(maintenant + ms),
    baseUrl: repartiteur.url,
  });
  aFermer.push(operateur.arreter);
  operateur.numeros.set(DE.slice(1), { number: DE.slice(1), application: null, voice_enabled: true });
  await configurer(api, { origine: ORIGINE, numero: NUMERO_SVI, application: 'telegestion' }, false);
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  aFermer.push(fermer);
  await magasin.creerBase(BASE_CENTRALE).catch(() => undefined);

  const veille = await creerVeille({
    magasin,
    horloge: () => instantDe(maintenant),
    sonde: {
      appeler: async () => (repartiteur.muet ? { issue: 'ECHEC', raison: 'HTTP_503' } : { issue: 'REUSSI' }),
      alertes: async () => ({ alertes: [] }),
      lancer: (essai) => lancerEssai(api, { de: DE, vers: NUMERO_SVI, origine: ORIGINE, essai }),
    },
    courrier: { envoyer: async (c) => ({ ok: true, valeur: { id: c.cle ?? '' } }), relever: async () => 0 },
    extranet: () => 'https://extranet.test',
    noter: () => undefined,
  });

  const injectes: { instant: Instant; quoi: Injecte }[] = [];
  const dits: Injecte[] = [...SORTS, 'SVI_MUET'];
  // Each of them at least once, then at random, those that hold as often as the others together.
  const tirer = (n: number): Injecte => dits[n] ?? (alea.chance(0.4) ? 'ABOUTIT' : (alea.parmi(dits) ?? 'ABOUTIT'));
  const transmettre = async (): Promise<void> => {
    for (const s of svi) await assurerDocuments(magasin, BASE_CENTRALE, alea.melanger(await s.constats()));
  };
  let creneau = maintenant;
  for (let n = 0; n < ESSAIS; n += 1) {
    // Anywhere in its quarter of an hour.
    aller(creneau + alea.entier(0, 10 * 60_000));
    const quoi = tirer(n);
    injectes.push({ instant: instantDe(maintenant), quoi });
    repartiteur.muet = quoi === 'SVI_MUET';
    if (quoi !== 'SVI_MUET') operateur.sortants.sorts.push(quoi);
    await veille.passer();
    await operateur.sortants.calmes();
    repartiteur.muet = false;
    // CouchDB may be late: what was spoken comes with the next checks, and the verdict is made good.
    if (alea.chance(0.8)) await transmettre();
    aller(Math.max(maintenant, epochMs(injectes.at(-1)?.instant ?? instantDe(maintenant)) + 120_000));
    await veille.passer();
    creneau += 15 * 60_000;
    // The next day, at its opening: 50 checks a day.
    if ((n + 1) % 50 === 0) {
      aller(creneau - 60_000);
      await transmettre();
      await veille.passer();
      creneau += 11.5 * 3_600_000;
    }
  }
  aller(maintenant + 180_000);
  await transmettre();
  await veille.passer();

  const r = await lireDisponibilite(magasin, { mois: '2026-11' as Mois, jusqua: instantDe(maintenant) });
  const rates = injectes.filter((i) => ATTENDU[i.quoi] !== undefined);
  const dus = (c: CausePanne): number => injectes.filter((i) => CAUSES_INJECTEES[i.quoi] === c).length;
  expect(r.exterieure?.total).toEqual({
    ...{ reussies: ESSAIS - rates.length, echecs: rates.length, maintenance: 0, nonMesurees: 0 },
  });
  expect(r.exterieure?.parCause).toEqual({ NOUS: dus('NOUS'), OPERATEUR: dus('OPERATEUR'), NUMERO: dus('NUMERO') });

  // Outages, one by one, from what was injected alone.
  const attendues: { debut: Instant; fin?: Instant; essais: number; raisons: string[]; causes: string[] }[] = [];
  let ouverte: (typeof attendues)[number] | undefined;
  for (const { instant, quoi } of injectes) {
    const [raison, cause] = [ATTENDU[quoi], CAUSES_INJECTEES[quoi]];
    if (raison === undefined || cause === undefined) {
      if (ouverte) ouverte.fin = instant;
      ouverte = undefined;
      continue;
    }
    if (!ouverte) {
      ouverte = { debut: instant, essais: 0, raisons: [], causes: [] };
      attendues.push(ouverte);
    }
    ouverte.essais += 1;
    ouverte.raisons = [...new Set([...ouverte.raisons, raison])].sort();
    ouverte.causes = [...new Set([...ouverte.causes, cause])].sort();
  }
  const lues = r.exterieure?.coupures.map((c) => ({
    ...c,
    raisons: [...c.raisons].sort(),
    causes: [...c.causes].sort(),
  }));
  expect(lues).toEqual(attendues);
  expect(Object.values(ATTENDU).every((x) => x === undefined || x in RAISONS_EXTERIEURES)).toBe(true);

  // No punch, no failed call: nothing of it is a manager's.
  for (const s of svi) {
    expect(await s.documents()).toEqual([]);
    expect(s.lignes.join('\n')).not.toContain(DE.slice(4));
  }
});

test('[DI-1] the caller of each minute asks the operator for the call of a check; without its settings it says so', async () => {
  const { operateur, env } = await operateurDEssai();
  aFermer.push(operateur.arreter);
  operateur.numeros.set(DE.slice(1), { number: DE.slice(1), application: null, voice_enabled: true });
  operateur.sortants.sorts.push('JAMBE_PERDUE', 'SANS_CREDIT');
  const cible = () => ({ origine: ORIGINE, url: ORIGINE });
  const complet = { ...env, MODE: 'formation', PLIVO_SONDE_NUMERO: DE };
  const sonde = preparerSonde({ cible, sante: () => undefined, exterieure: true, env: complet });
  aFermer.push(sonde.arreter);
  const essai = '2026-11-02T08:00:07Z' as Instant;
  expect(await sonde.lancer?.(essai)).toEqual({ essai, issue: 'LANCE' });
  expect(await sonde.lancer?.(essai)).toEqual({ essai, issue: 'ECHEC', raison: 'CREDIT' });
  expect(operateur.sortants.demandes[0]?.answer_url).toBe(`${ORIGINE}/plivo/essai?essai=${encodeURIComponent(essai)}`);
  const sans = preparerSonde({
    cible,
    sante: () => undefined,
    exterieure: true,
    env: { ...complet, PLIVO_SONDE_NUMERO: '' },
  });
  aFermer.push(sans.arreter);
  expect(await sans.lancer?.(essai)).toEqual({ essai, issue: 'NON_MESURE', raison: 'REGLAGE' });
  expect(preparerSonde({ cible, sante: () => undefined, env: complet }).lancer).toBeUndefined();
});
