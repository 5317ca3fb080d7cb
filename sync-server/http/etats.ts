import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CODES_ANTENNES, type Resultat } from '#shared/contrats/commun';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import {
  type DefinitionEtat,
  type DemandeEtat,
  type DetailEtat,
  demandeEtatSchema,
  type TableauEtat,
} from '#shared/etats/contrat';
import { ETATS } from '#shared/etats/registre';
import { calculerEtat, detaillerEtat } from '../use-cases/etats/calculer';
import { type App, type Contexte, sessionDe } from './contexte';
import { type EnFile, regrouper } from './file-calculs';
import { ErreurHttp, valeurDe } from './reponses';

const cleSchema = z.string().max(300);

const exigerDroit = (req: FastifyRequest): void => {
  if (!aLeDroit(sessionDe(req), 'lireAntenne')) throw new ErreurHttp('ROLE');
};

/** The right, then the antenna: a manager has her own alone, and all of them together only where all are hers. */
export const demandeAutorisee = (req: FastifyRequest): DemandeEtat => {
  exigerDroit(req);
  const { id } = req.params as { id?: unknown };
  const lue = demandeEtatSchema.safeParse({ ...(req.query as object), etat: id });
  if (!lue.success)
    throw new ErreurHttp('DEMANDE', 'Choisissez une antenne et une période (AAAA-MM-JJ), puis recommencez.');
  const siennes = antennesDe(sessionDe(req));
  const { antenne } = lue.data;
  const voulues = antenne === 'TOUTES' ? CODES_ANTENNES : [antenne];
  if (!voulues.every((a) => siennes.includes(a))) throw new ErreurHttp('ANTENNE');
  return lue.data;
};

const entete = ({
  id,
  titre,
  description,
  periodes,
  moisEntiers,
  joursMax,
  parametres,
  colonnes,
}: DefinitionEtat): DefinitionEtat => ({
  id,
  titre,
  description,
  periodes,
  ...(moisEntiers ? { moisEntiers } : {}),
  ...(joursMax === undefined ? {} : { joursMax }),
  parametres,
  colonnes,
});

/** States of different questions that may wait: whoever clicks through the periods does not stop the others. */
const ETATS_EN_ATTENTE = 12;

/** `enFile`: one computation at a time, each may hold a year of the whole service. */
export const routesEtats = (app: App, c: Contexte, enFile: EnFile): void => {
  const demanderTableau = regrouper<Resultat<TableauEtat>>(enFile, ETATS_EN_ATTENTE);
  const demanderDetail = regrouper<Resultat<DetailEtat>>(enFile, ETATS_EN_ATTENTE);
  const reponseDe = async <T>(attente: Promise<Resultat<T>> | undefined): Promise<T> => {
    if (!attente)
      throw new ErreurHttp('REPLI', 'Beaucoup d’états se calculent déjà. Attendez un instant, puis recommencez.');
    return valeurDe(await attente);
  };
  const sansEtape = (): void => undefined;
  app.get('/api/etats', async (req): Promise<DefinitionEtat[]> => {
    exigerDroit(req);
    return ETATS.map(entete);
  });

  app.get('/api/etats/:id', async (req): Promise<TableauEtat> => {
    const demande = demandeAutorisee(req);
    const calculer = () => calculerEtat(c.magasin, demande, c.horloge);
    return reponseDe(demanderTableau(JSON.stringify(demande), calculer, sansEtape));
  });

  app.get('/api/etats/:id/visites', async (req): Promise<DetailEtat> => {
    const demande = demandeAutorisee(req);
    const cle = cleSchema.safeParse((req.query as { cle?: unknown }).cle);
    if (!cle.success) throw new ErreurHttp('DEMANDE', 'Choisissez une ligne de l’état, puis recommencez.');
    const detailler = () => detaillerEtat(c.magasin, demande, cle.data, c.horloge);
    return reponseDe(demanderDetail(JSON.stringify([demande, cle.data]), detailler, sansEtape));
  });
};
