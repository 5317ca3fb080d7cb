import { ulid } from 'ulid';
import { z } from 'zod';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { CourrielEnBoite as EnBoite } from '#shared/contrats/exploitation/courriel';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Courriel, Courrier, Facteur, FileCourriels, Remise } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import { assurerDocuments, changer, sansReponse, supprimerLot } from '../../store/ecrire';
import { lirePresents, type Magasin, type Stocke } from '../../store/lire';
import { plageType } from '../../store/types';

const ATTENTE_MIN_S = 60;
const ATTENTE_MAX_S = 1_800;
/** Beyond that, a mail that says no hour of its own would tell of what is over: it is tried once still, after a stop, and no more. */
const VALIDITE_S = 24 * 3_600;
const GARDE_S = 30 * 24 * 3_600;
/** Where nothing waits, the outbox is read again that often only: another process may have written to it. */
const RELECTURE_S = 900;

const plusTard = (i: Instant, secondes: number): Instant => instantDe(epochMs(i) + secondes * 1_000);
const attente = (essais: number): number => Math.min(ATTENTE_MAX_S, ATTENTE_MIN_S * 2 ** Math.min(essais - 1, 10));

export type OptionsBoite = {
  magasin: Magasin;
  horloge: Horloge;
  /** Undefined where no mail server is set: mails are then refused, not kept. */
  facteur: Facteur | undefined;
  /** Without address nor text. */
  noter: (
    etat: 'ENVOYE' | 'REFUSE' | 'PLUS_TARD',
    suite: { essais: number; raison?: string; refuses?: number },
  ) => void;
  /** What was waiting at the last look. */
  compter?: (file: FileCourriels) => void;
};

/** Of what has waited too long, whether it was ever tried or not. */
const estPerime = ({ perimeLe }: EnBoite, maintenant: Instant): boolean =>
  perimeLe !== undefined && perimeLe <= maintenant;
const perimer = (c: EnBoite, maintenant: Instant): EnBoite => ({
  ...c,
  etat: 'REFUSE',
  finiLe: maintenant,
  raison: c.raison ?? 'PERIME',
});

/** What an attempt makes of a mail. */
const suite = (c: EnBoite, r: Remise, maintenant: Instant): EnBoite => {
  const essais = c.essais + 1;
  if (r.etat === 'PRIS') return { ...c, etat: 'ENVOYE', essais, finiLe: maintenant };
  const perime = (c.perimeLe ?? plusTard(c.prepareLe, VALIDITE_S)) <= maintenant;
  if (r.etat === 'REFUSE' || perime) return { ...c, etat: 'REFUSE', essais, finiLe: maintenant, raison: r.raison };
  return { ...c, essais, raison: r.raison, prochainLe: plusTard(maintenant, attente(essais)) };
};

/**
 * The durable outbox: a mail is a document before any attempt. An attempt that the mail server took and that could not be
 * noted (crash, store down) is made again, under the same Message-ID: a mail may come twice, never not at all.
 */
export const ouvrirBoite = (o: OptionsBoite): Courrier => {
  let enCours: Promise<number> | undefined;
  let relireLe: Instant | undefined;
  let prepares = 0;

  const traiter = async (facteur: Facteur, c: Stocke<EnBoite>): Promise<boolean> => {
    const maintenant = o.horloge();
    const r = estPerime(c, maintenant)
      ? undefined
      : await facteur({ id: c._id, a: c.a, sujet: c.sujet, texte: c.texte });
    const apres = r ? suite(c, r, o.horloge()) : perimer(c, maintenant);
    const { etat, essais, raison } = apres;
    o.noter(etat === 'PREPARE' ? 'PLUS_TARD' : etat, {
      essais,
      ...(raison === undefined ? {} : { raison }),
      ...(r?.etat === 'PRIS' && r.refuses > 0 ? { refuses: r.refuses } : {}),
    });
    // Another process may have sent it too: what it noted stays.
    sansReponse(
      await changer<EnBoite>(o.magasin, BASE_CENTRALE, c._id, (la) => (la.etat === 'PREPARE' ? apres : undefined)),
    );
    return etat !== 'PREPARE';
  };

  const faireReleve = async (): Promise<number> => {
    const { facteur } = o;
    if (!facteur) return 0;
    const maintenant = o.horloge();
    if (relireLe !== undefined && maintenant < relireLe) return 0;
    relireLe = undefined;
    const vus = prepares;
    const tous = await plageType(o.magasin, 'courriel', {});
    const vieux = tous.filter((c) => c.finiLe !== undefined && plusTard(c.finiLe, GARDE_S) < maintenant);
    await supprimerLot(o.magasin, BASE_CENTRALE, vieux);
    const attendent = tous.filter((c) => c.etat === 'PREPARE');
    if (attendent.length === 0 && vus === prepares) relireLe = plusTard(maintenant, RELECTURE_S);
    const restent: Instant[] = [];
    for (const c of attendent) if (c.prochainLe > maintenant || !(await traiter(facteur, c))) restent.push(c.prepareLe);
    o.compter?.({ attendent: restent.length, depuis: restent.sort()[0] });
    return attendent.length - restent.length;
  };

  const relever = (): Promise<number> => {
    // One at a time: two would send the same mail twice.
    enCours ??= faireReleve().finally(() => {
      enCours = undefined;
    });
    return enCours;
  };

  const envoyer = async (c: Courriel): Promise<Resultat<{ id: string }>> => {
    if (!o.facteur)
      return refuser(
        'COURRIEL_NON_REGLE',
        'Aucun serveur de courriel n’est réglé : donnez SMTP_URL et COURRIEL_DE, puis relancez le service.',
      );
    if (c.a.length === 0)
      return refuser('SANS_DESTINATAIRE', 'Ce courriel n’a pas de destinataire : donnez au moins une adresse.');
    if (!z.array(z.email()).safeParse(c.a).success)
      return refuser('ADRESSE', 'Une des adresses n’en est pas une : écrivez nom@domaine.');
    const maintenant = o.horloge();
    const id = `courriel:${c.cle ?? `${maintenant}:${ulid()}`}`;
    if (c.cle !== undefined && (await lirePresents(o.magasin, BASE_CENTRALE, [id])).size > 0)
      return { ok: true, valeur: { id } };
    const doc: EnBoite = {
      _id: id,
      type: 'courriel',
      etat: 'PREPARE',
      a: [...c.a],
      sujet: c.sujet,
      texte: c.texte,
      prepareLe: maintenant,
      essais: 0,
      prochainLe: maintenant,
      ...(c.perimeLe === undefined ? {} : { perimeLe: c.perimeLe }),
    };
    // There already: the same mail was prepared meanwhile.
    await assurerDocuments(o.magasin, BASE_CENTRALE, [doc]);
    prepares += 1;
    relireLe = undefined;
    return { ok: true, valeur: { id } };
  };
  return { envoyer, relever };
};
