import { COLLECTIONS, type Collection } from '#shared/replication/protocole';
import { type Alea, creerAlea } from '#shared/testing/alea';
import { direVues, unGeste } from './gestes';
import { creerMonde } from './monde';
import { creerPoste, type PosteSimule } from './poste';
import { attendreTrainantes, type Sort } from './reseau';
import { ANTENNE, AUTEURS, type Service } from './service';
import { type Choix, dementis, trancherTout } from './trancher';
import { confronterTout } from './verdict';

const NOMS = Object.keys(COLLECTIONS) as Collection[];
const ETAPES = 32;

export type Bilan = { saisies: number; morts: number; pannes: number; conflits: number; ecarts: string[] };

const SORTS_DE_PANNE: readonly Sort[] = [
  'COUPEE',
  'ILLISIBLE',
  'REPLI',
  'PERDUE',
  'PERDUE',
  'TRAINE',
  'TRAINE',
  'MORTELLE',
];

/** Some requests pass, then one does not; or the whole day is fine. */
const prevoirReseau = (alea: Alea): Sort[] =>
  alea.chance(0.45)
    ? [...Array.from({ length: alea.entier(0, 5) }, () => 'PASSE' as const), alea.parmi(SORTS_DE_PANNE) ?? 'COUPEE']
    : [];

/** Until nothing moves any more, with nothing broken. */
const apaiser = async (service: Service, postes: readonly PosteSimule[]): Promise<void> => {
  await attendreTrainantes();
  for (let tours = 0; tours < 2; tours++) {
    for (const p of postes) await p.pousser();
    await service.tour();
  }
  for (const p of postes) await p.tirer();
};

/**
 * One game: a server and three PCs of one antenna, five days, where all that can go wrong does. Every draw comes from the seed: a
 * seed that fails is played again alone.
 */
export const jouer = async (service: Service, graine: number): Promise<Bilan> => {
  const alea = creerAlea(graine);
  await service.remettre();
  const monde = creerMonde(service, creerAlea(graine * 7 + 1));
  await monde.poser();
  await service.tour();
  const postes: PosteSimule[] = [];
  for (const [n, auteur] of AUTEURS.entries()) {
    const ecart = alea.entier(-120, 120) * 1000;
    postes.push(
      await creerPoste({
        nom: `PC${n + 1}`,
        // Two PCs of the same person, in half of the games: what one typed comes back to the other as hers.
        auteur: n === 2 && graine % 2 === 0 ? AUTEURS[0] : auteur,
        antenne: ANTENNE,
        origine: service.origine,
        cookie: service.cookie(n === 2 && graine % 2 === 0 ? AUTEURS[0] : auteur),
        horloge: () => service.temps() + ecart,
        alea: creerAlea(graine * 11 + n),
      }),
    );
  }
  let pannes = 0;
  let tourEnCours: Promise<void> | undefined;
  const tourner = async (attendre: boolean): Promise<void> => {
    await tourEnCours;
    tourEnCours = service.tour();
    if (attendre) await tourEnCours;
  };

  for (let etape = 0; etape < ETAPES; etape++) {
    service.avancer(alea.chance(0.1) ? alea.entier(300, 1_300) : alea.entier(1, 40));
    const poste = alea.parmi(postes);
    if (!poste) break;
    const reseau = prevoirReseau(alea);
    const mort = alea.chance(0.12) ? alea.entier(0, 4) : undefined;
    poste.prevoir(reseau, mort);
    service.pannes(alea.chance(0.3) ? alea : undefined);
    if (reseau.length > 0 || mort !== undefined) pannes++;
    const actions: readonly { poids: number; faire: () => Promise<void> }[] = [
      {
        poids: 0.36,
        faire: async () =>
          poste.enregistrer(Array.from({ length: alea.entier(1, 3) }, () => unGeste(poste, service, alea))),
      },
      { poids: 0.16, faire: () => poste.pousser() },
      { poids: 0.2, faire: () => poste.tirer(alea.chance(0.2) ? NOMS : alea.melanger(NOMS).slice(0, 2)) },
      { poids: 0.03, faire: () => poste.tuer() },
      { poids: 0.01, faire: () => poste.viderBase() },
      { poids: 0.1, faire: () => monde.pointer() },
      { poids: 0.04, faire: () => monde.replanifier() },
      { poids: 0.07, faire: () => tourner(alea.chance(0.5)) },
      { poids: 0.03, faire: async () => tourner(true).then(service.redemarrer) },
    ];
    await alea
      .selonPoids(actions)
      ?.faire()
      .catch(async (e: unknown) => {
        await tourEnCours?.catch(() => undefined);
        throw e;
      });
    poste.prevoir([], Number.POSITIVE_INFINITY);
  }
  await tourEnCours;
  service.pannes(undefined);
  await apaiser(service, postes);
  const ecarts = await confronterTout(service, postes);
  // Once all PCs agree, one of them settles what is in conflict: all must then retain what it chose.
  const [trancheur] = postes;
  const choix = trancheur ? await trancherTout(trancheur, service, alea) : (new Map() as Choix);
  // And each says what it has seen, not knowing what the others say.
  for (const p of postes) await direVues(p, service, alea);
  await apaiser(service, postes);
  ecarts.push(...(await confronterTout(service, postes)));
  for (const p of postes) ecarts.push(...dementis(choix, p, service));
  for (const p of postes) p.fermer();
  const saisies = postes.reduce((n, p) => n + p.tentees.size, 0);
  const morts = postes.reduce((n, p) => n + p.bilan().morts, 0);
  return { saisies, morts, pannes, conflits: choix.size, ecarts };
};
