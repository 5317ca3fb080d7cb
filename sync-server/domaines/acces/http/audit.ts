import { z } from 'zod';
import {
  type Consultation,
  consultationsSchema,
  LIMITE_CONSULTATIONS,
  type PageAudit,
} from '#shared/contrats/acces/administration';
import type { Session } from '#shared/contrats/acces/compte';
import { ACTIONS, type ActionAudit } from '#shared/contrats/exploitation/audit';
import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import { nombreEntier } from '#shared/mots/nombres';
import { dateCivileSchema } from '#shared/temps/types';
import { TYPES } from '../../../adapters/classeur/fichier';
import { ouvrirFile } from '../../../socle/file-calculs';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit } from '../../../socle/http/reponses';
import type { Magasin } from '../../../store/lire';
import { clesType } from '../../../store/types';
import {
  direEntree,
  ENTREES,
  ENTREES_FICHIER,
  type EntreeLue,
  lireAudit,
  lireAuditEntier,
  lireFaits,
  nommer,
  prendreJournal,
  tracer,
  tracerTout,
} from '../../audit';
import { lireTentatives } from '../registre';

const actions = Object.keys(ACTIONS) as [ActionAudit, ...ActionAudit[]];
const filtreSchema = z.object({
  jour: dateCivileSchema.optional(),
  auteur: z.string().trim().min(1).max(80).optional(),
  action: z.enum(actions).optional(),
});
const pageSchema = filtreSchema.extend({ avant: z.coerce.number().int().min(1).optional() });
const fichierSchema = filtreSchema.extend({ format: z.enum(['csv', 'xlsx']) });
const suiteSchema = z.object({ avant: z.string().startsWith('tentative:').max(80).optional() });

const TROP_LONG = `C’est trop pour un fichier (plus de ${nombreEntier(ENTREES_FICHIER)} lignes, ou un journal trop long à parcourir) : choisissez un jour, puis reprenez le fichier.`;

/** What is of no antenna of the session is noted too, as long as it reads as an id: nothing else is written in the log. */
const ID_DE_PERSONNE = /^(?:usager|intervenant):[\w.-]+$/;

const idLu = (x: Consultation): string => ('usagerId' in x ? idUsager(x.usagerId) : idIntervenant(x.intervenantId));
const consulte = (x: Consultation, quoi: { hors: boolean }) =>
  'usagerId' in x ? ENTREES.CONSULTATION.ecrire.dossierLu(x, quoi) : ENTREES.CONSULTATION.ecrire.telephoneLu(x, quoi);

/** Entries put in words together: of each antenna, what they name is asked once. */
const ENTREES_D_UN_LOT = 1_000;

/** Entries in words, and those whom they name: nobody, for who may not read names. */
const mettreEnMots = async (m: Magasin, s: Session, entrees: readonly EntreeLue[]) => {
  const nominatif = aLeDroit(s, 'consulter');
  const faits = await lireFaits(m, entrees, { nominatif });
  const noms = nominatif ? await nommer(m, entrees, faits) : {};
  return {
    entrees: entrees.map((e) => ({ ...e, phrase: direEntree(e, noms, faits) })),
    nommes: Object.keys(noms),
    dAstreinte: (faits.astreintes?.size ?? 0) > 0,
  };
};
type Dites = Awaited<ReturnType<typeof mettreEnMots>>;

/** Names are read, were it of who is on call: that is in the log too, with what was asked. */
const tracerNoms = async (
  c: Contexte,
  s: Session,
  filtre: Parameters<typeof ENTREES.CONSULTATION.ecrire.journal>[0],
  { nommes, dAstreinte }: Pick<Dites, 'nommes' | 'dAstreinte'>,
): Promise<void> => {
  if (nommes.length === 0 && !dAstreinte) return;
  const usagers = new Set(nommes.flatMap((cle) => (cle.startsWith('usager:') ? [cle.slice(7)] : [])));
  const lu = ENTREES.CONSULTATION.ecrire.journal(filtre, usagers);
  await tracer(c.magasin, { instant: c.horloge(), auteur: s.identifiant, ...lu });
};

export const routesAudit = (app: App, c: Contexte): void => {
  // One file at a time: each goes through the chain.
  const enFile = ouvrirFile();
  app.get('/api/audit', async (req): Promise<PageAudit> => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireAudit');
    const lu = pageSchema.safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Filtre mal formé : un jour (AAAA-MM-JJ), un auteur, une action.');
    const page = await lireAudit(c.magasin, lu.data);
    const dites = await mettreEnMots(c.magasin, s, page.entrees);
    await tracerNoms(c, s, lu.data, dites);
    return { ...page, entrees: dites.entrees, actions: ACTIONS };
  });

  app.get('/api/audit/fichier', async (req, reply) => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireAudit');
    const lu = fichierSchema.safeParse(req.query);
    if (!lu.success)
      throw new ErreurHttp(
        'DEMANDE',
        'Un format (« csv » ou « xlsx »), puis un jour (AAAA-MM-JJ), un auteur, une action.',
      );
    const { format, ...filtre } = lu.data;
    // Who has gone waits for nothing.
    const parti = (): boolean => reply.raw.destroyed;
    const fichier = await enFile(async () => {
      const lus = await lireAuditEntier(c.magasin, filtre, parti);
      if (!lus) throw new ErreurHttp('DEMANDE', TROP_LONG);
      const dites: Dites = { entrees: [], nommes: [], dAstreinte: false };
      for (let n = 0; n < lus.entrees.length && !parti(); n += ENTREES_D_UN_LOT) {
        const lot = await mettreEnMots(c.magasin, s, lus.entrees.slice(n, n + ENTREES_D_UN_LOT));
        dites.entrees.push(...lot.entrees);
        dites.nommes.push(...lot.nommes);
        dites.dAstreinte ||= lot.dAstreinte;
      }
      if (parti()) return undefined;
      const maintenant = c.horloge();
      const fait = await prendreJournal(dites.entrees, { filtre, tete: lus.tete, maintenant, extension: format });
      await tracerNoms(c, s, filtre, dites);
      const { nom, lignes } = fait;
      const pris = ENTREES.EXPORT.ecrire.journal({ nom, filtre, lignes, maillon: lus.tete.numero });
      await tracer(c.magasin, { instant: maintenant, auteur: s.identifiant, ...pris });
      return fait;
    });
    if (!fichier) return reply.send();
    return reply
      .type(TYPES[format])
      .header('content-disposition', `attachment; filename="${fichier.nom}"`)
      .send(fichier.ouvrir());
  });

  /**
   * What was read on the PC, offline too: told when the network is there. The account may have lost the antenna meanwhile, and its PC
   * forgets what is answered: such a reading is noted with a mark. All are counted alike: the answer tells nobody whom others have.
   */
  app.post('/api/audit/consultations', { bodyLimit: 40_000 }, async (req): Promise<{ notees: number }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'noterConsultations');
    const lu = consultationsSchema.safeParse(req.body);
    if (!lu.success)
      throw new ErreurHttp('DEMANDE', `L’envoi est une liste de ${LIMITE_CONSULTATIONS} consultations au plus.`);
    const ids = [...new Set(lu.data.consultations.map(idLu))];
    const siens = new Set<string>();
    for (const antenne of antennesDe(s)) {
      const docs = await clesType(c.magasin, ['usager', 'intervenant'], ids, { antenne });
      for (const d of docs) if (d) siens.add(d._id);
    }
    const instant = c.horloge();
    const gardees = lu.data.consultations.filter((x) => siens.has(idLu(x)) || ID_DE_PERSONNE.test(idLu(x)));
    await tracerTout(
      c.magasin,
      gardees.map((x) => ({ instant, auteur: s.identifiant, ...consulte(x, { hors: !siens.has(idLu(x)) }) })),
    );
    return { notees: gardees.length };
  });

  app.get('/api/tentatives', async (req) => {
    exigerDroit(sessionDe(req), 'lireTentatives');
    const lu = suiteSchema.safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    return lireTentatives(c.magasin, c.horloge(), lu.data.avant);
  });
};
