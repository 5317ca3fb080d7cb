import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Antenne } from '#shared/contrats/commun';
import {
  centimesSchema,
  type EtatsProForma,
  type Explication,
  type Prefacturation,
} from '#shared/contrats/financement/prefacturation';
import { DISPOSITIFS_PRO_FORMA } from '#shared/contrats/financement/pro-forma';
import { antenneConnueSchema, codesAntennes } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { moisSchema } from '#shared/temps/types';
import { type Extension, type Fichier, TYPES } from '../../../adapters/classeur/fichier';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, lireDemandeNommee, valeurDe } from '../../../socle/http/reponses';
import { compterPourDeBon } from '../../../store/inventaire/pour-de-bon';
import { antennesAClore } from '../../../store/lectures/antennes-a-clore';
import { type Ecrite, ENTREES, tracer } from '../../audit';
import { etatProForma } from '../pro-forma/etat';
import { expliquer } from './expliquer';
import { creerLecteurMois, lireMoisPrefactures, type MoisPrefacture } from './lire-mois';
import { prefacturer } from './prefacturer';

const moisDAntenne = z.object({ mois: moisSchema, antenne: antenneConnueSchema });
const texte = z.string().min(1).max(40);
const ligneSchema = moisDAntenne.extend({
  usager: texte,
  /** None, or empty: no prise en charge covers the line [FI-3]. */
  pec: z.union([texte, z.literal('')]).optional(),
  financeur: texte,
  intervenant: texte,
  tarif: z.coerce.number().pipe(centimesSchema).optional(),
});
const fichierSchema = z.object({
  mois: moisSchema,
  antenne: z.union([antenneConnueSchema, z.literal('TOUTES')]),
  quoi: z.enum(['csv', 'complementaire', 'xlsx']),
});
const proFormaSchema = moisDAntenne.extend({
  dispositif: z.enum(DISPOSITIFS_PRO_FORMA),
  quoi: z.enum(['pdf', 'xlsx']),
});

const lire = <T>(schema: z.ZodType<T>, req: FastifyRequest): T =>
  lireDemandeNommee(schema, req.query, 'Choisissez un mois et une antenne, puis recommencez.');

const exigerLecture = (req: FastifyRequest): readonly Antenne[] => {
  const session = sessionDe(req);
  exigerDroit(session, 'lireAntenne');
  return antennesDe(session);
};

/** The antennas asked for, once they are the session's. */
const siennes = (req: FastifyRequest, antenne: Antenne | 'TOUTES'): readonly Antenne[] => {
  const autorisees = exigerLecture(req);
  const voulues = antenne === 'TOUTES' ? codesAntennes() : [antenne];
  if (voulues.some((a) => !autorisees.includes(a))) throw new ErreurHttp('ANTENNE');
  return voulues;
};

const donner = (reply: FastifyReply, fichier: Fichier | undefined): FastifyReply => {
  if (!fichier) throw new ErreurHttp('INTROUVABLE');
  const extension = fichier.nom.split('.').at(-1) as Extension;
  return reply
    .type(TYPES[extension])
    .header('content-disposition', `attachment; filename="${fichier.nom}"`)
    .send(fichier.ouvrir());
};

/**
 * The month's pre-billing and pro formas: each antenna reads its own, and nothing of another. What writes workbooks and PDFs is
 * loaded at the first file: the server starts without it.
 */
export const routesPrefacturation = (app: App, c: Contexte): void => {
  const ports = { magasin: c.magasin, horloge: c.horloge };
  const lireMois = creerLecteurMois(ports);
  /** Bills on a screen are a reading of the files of their usagers, as a state is (0071). */
  const noter = (req: FastifyRequest, quoi: Ecrite<'CONSULTATION' | 'EXPORT'>): Promise<void> =>
    tracer(c.magasin, { instant: c.horloge(), auteur: sessionDe(req).identifiant, ...quoi });

  app.get('/api/prefacturation', async (req): Promise<Prefacturation> => {
    exigerLecture(req);
    const q = lire(moisDAntenne, req);
    siennes(req, q.antenne);
    const lue = await prefacturer(c.magasin, valeurDe(await lireMois(q.antenne, q.mois)));
    const usagers = new Set(Object.keys(lue.usagers));
    if (usagers.size > 0) await noter(req, ENTREES.CONSULTATION.ecrire.prefacturation(q, usagers));
    return lue;
  });

  app.get('/api/prefacturation/explication', async (req): Promise<Explication> => {
    exigerLecture(req);
    const q = lire(ligneSchema, req);
    siennes(req, q.antenne);
    const cle = {
      usagerId: q.usager,
      numeroPec: q.pec || undefined,
      codeFinanceur: q.financeur,
      intervenantId: q.intervenant,
      tarif: q.tarif,
    };
    const explication = valeurDe(await expliquer(c.magasin, valeurDe(await lireMois(q.antenne, q.mois)), cle));
    await noter(req, ENTREES.CONSULTATION.ecrire.explication({ usagerId: q.usager, mois: q.mois }));
    return explication;
  });

  app.get('/api/prefacturation/fichier', async (req, reply) => {
    exigerLecture(req);
    const { mois, antenne, quoi } = lire(fichierSchema, req);
    siennes(req, antenne);
    const lus: MoisPrefacture[] =
      antenne === 'TOUTES'
        ? valeurDe(
            await compterPourDeBon(ports, 'Le fichier n’a pas été donné.', async () =>
              lireMoisPrefactures(ports, await antennesAClore(c.magasin, mois), mois, { pourDeBon: true }),
            ),
          )
        : [valeurDe(await lireMois(antenne, mois, { pourDeBon: true }))];
    const { calculer, fichiersPrefacturation } = await import('./fichiers');
    const [csv, complementaire, xlsx] = fichiersPrefacturation(await calculer(c.magasin, lus));
    const fichier = { csv, complementaire, xlsx }[quoi];
    await noter(req, ENTREES.EXPORT.ecrire.fichier({ nom: fichier?.nom ?? '' }));
    return donner(reply, fichier);
  });

  app.get('/api/pro-forma', async (req): Promise<EtatsProForma> => {
    const autorisees = exigerLecture(req);
    const { mois } = lire(moisDAntenne.pick({ mois: true }), req);
    // [CL-6] Whether a neighbour has validated holds up the sending: its state is told, not who nor why.
    return (await etatProForma(c.magasin, mois)).map(({ antenne, close, etat, ...reste }) => ({
      antenne,
      close,
      etat,
      ...(autorisees.includes(antenne) ? reste : {}),
    }));
  });

  app.get('/api/pro-forma/fichier', async (req, reply) => {
    exigerLecture(req);
    const { mois, antenne, dispositif, quoi } = lire(proFormaSchema, req);
    siennes(req, antenne);
    const { fichiersProForma } = await import('../pro-forma/fichiers');
    const lu = valeurDe(await lireMois(antenne, mois, { pourDeBon: true }));
    const [pdf, xlsx] = await fichiersProForma(c.magasin, lu, dispositif);
    const fichier = { pdf, xlsx }[quoi];
    await noter(req, ENTREES.EXPORT.ecrire.fichier({ nom: fichier?.nom ?? '' }));
    return donner(reply, fichier);
  });
};
