import { randomBytes } from 'node:crypto';
import type { PassageScelle, ReponsePointer } from '#shared/contrats/pointages/pointer';
import type { Alea } from '#shared/testing/alea';
import { deriver } from '../../sync-server/domaines/pointer/sceau';
import { sceller } from '../../sync-server/domaines/pointer/testing/sceller';
import { codeAide, compterTraces, type Monde, NOMS } from './monde';

const hasard = (taille: number): string => randomBytes(taille).toString('base64url');
const passage = (code: string) => ({ code, sens: 'ARRIVEE' as const, appui: Date.now(), ecart: 0 });

type Reponse = { statut: number; texte: string; sorts: ReponsePointer['sorts'] };

/** What was tried, and how many times it was let through or gave something away. */
export type BilanAttaques = { tentees: number; ecarts: string[] };

/** [PT-10] Ways to punch for a home without its secret, to read a name from a link, to use a sheet taken back, to flood. */
export const attaquer = async (m: Monde, alea: Alea, nombre: number): Promise<BilanAttaques> => {
  const ecarts: string[] = [];
  let tentees = 0;
  const envoyer = async (passages: PassageScelle[]): Promise<Reponse> => {
    tentees += 1;
    const r = await m.banc.anonyme.appeler('POST', '/api/pointer', {
      corps: { envoi: Date.now(), passages },
      // An address of its own each time: what is tried is not the limit of one address.
      entetes: { 'x-forwarded-for': [10, 0, 0, 0].map((o, n) => (n === 0 ? o : alea.entier(1, 254))).join('.') },
    });
    const texte = await r.text();
    if (NOMS.some((n) => texte.toLowerCase().includes(n.toLowerCase())) || /"[UI]\d+"|EST\b/.test(texte))
      ecarts.push(`un nom dans une réponse : ${texte.slice(0, 200)}`);
    return { statut: r.status, texte, sorts: r.ok ? (JSON.parse(texte) as ReponsePointer).sorts : [] };
  };
  const passe = (r: Reponse): boolean => r.sorts.some((s) => s.sort === 'ENREGISTRE');

  const vraie = await m.donner('usager', 'U0');
  const retiree = await m.donner('usager', 'U1');
  await m.donner('usager', 'U1');
  const autre = await m.donner('usager', 'U2');
  const bon = sceller(vraie, passage(codeAide(0)));
  if (!passe(await envoyer([bon]))) ecarts.push('la feuille ne pointe pas');
  const { lien, cle } = deriver(vraie);

  const sansSecret: (() => PassageScelle)[] = [
    () => sceller(hasard(16), passage(codeAide(0))),
    () => ({ lien, id: hasard(16), iv: hasard(12), scelle: hasard(120) }),
    () => sceller(hasard(16), passage(codeAide(0)), { lien }),
    // Who reads the database: the key, and a hash of the proof.
    () => sceller(hasard(16), { ...passage(codeAide(0)), preuve: hasard(32) }, { lien, cle }),
    // Who heard a passage on its way.
    () => ({ ...bon, id: hasard(16) }),
    () => ({ ...bon, lien: deriver(autre).lien }),
    () => {
      const octets = Buffer.from(bon.scelle, 'base64url');
      const ou = alea.entier(0, octets.length - 1);
      octets[ou] = (octets[ou] ?? 0) ^ (1 << alea.entier(0, 7));
      return { ...bon, scelle: octets.toString('base64url') };
    },
  ];
  const avant = await compterTraces(m);
  for (let n = 0; n < nombre * 0.8; n += 1) {
    const de = alea.entier(0, sansSecret.length - 1);
    const r = await envoyer([sansSecret[de]?.() ?? bon]);
    if (passe(r)) ecarts.push(`pointé sans le secret, manière ${de}`);
  }
  if ((await compterTraces(m)) !== avant) ecarts.push('une tentative sans secret a laissé quelque chose');

  // Heard and sent again as it is: the same punch, however often.
  const pointes = (await m.lire('pointage')).length;
  for (let n = 0; n < nombre * 0.05; n += 1)
    if (!passe(await envoyer([bon]))) ecarts.push('un renvoi change de réponse');
  if ((await m.lire('pointage')).length !== pointes) ecarts.push('un renvoi a fait un autre pointage');

  for (let n = 0; n < nombre * 0.05; n += 1)
    if (passe(await envoyer([sceller(retiree, passage(codeAide(n % 5)))]))) ecarts.push('une feuille retirée a pointé');

  // Codes tried on a sheet that is good: five, then nothing, the right one neither; flooded by who has a code.
  const ouvertes = (await m.lire('pointage')).length;
  for (let n = 0; n < nombre * 0.05; n += 1)
    if (passe(await envoyer([sceller(autre, passage(n > 200 ? codeAide(1) : String(90_000 + n)))])))
      ecarts.push('une feuille fermée par des codes faux a pointé');
  if ((await m.lire('pointage')).length !== ouvertes) ecarts.push('un code deviné');
  const inondee = await m.donner('usager', 'U3');
  let passes = 0;
  for (let n = 0; n < nombre * 0.04; n += 1)
    if (passe(await envoyer([sceller(inondee, passage(codeAide(1)))]))) passes += 1;
  if (passes > 40) ecarts.push(`${passes} pointages par une feuille en moins d’un quart d’heure`);
  let refusees = 0;
  for (let n = 0; n < 3_200; n += 1) {
    const r = await m.banc.anonyme.appeler('GET', '/api/pointer/heure', {
      entetes: { 'x-forwarded-for': '192.0.2.7' },
    });
    await r.arrayBuffer();
    if (r.status === 429) refusees += 1;
  }
  if (refusees < 200) ecarts.push(`une adresse a demandé 3 200 fois, ${refusees} refusées`);
  return { tentees, ecarts };
};
