import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Antenne, CODES_ANTENNES, type Resultat } from '#shared/contrats/commun';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import { antennesDesEtats } from '#shared/droits/droits';
import {
  type DefinitionEtat,
  type DemandeEtat,
  type DetailEtat,
  demandeEtatSchema,
  type TableauEtat,
} from '#shared/etats/contrat';
import { verifierPourLEcran } from '#shared/etats/moteur';
import { ETATS } from '#shared/etats/registre';
import { type EnFile, regrouper } from '../../../socle/file-calculs';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../../socle/http/reponses';
import { lireFinanceurs } from '../../../store/lectures/connus';
import { tracerLecture, usagersDuDetail, usagersDuTableau } from '../../audit/tracer-lecture';
import { calculerEtat, detaillerEtat } from './calculer';

const cleSchema = z.string().max(300);

export const exigerEtats = (req: FastifyRequest): void => {
  exigerDroit(sessionDe(req), 'lireEtats');
};

/** The antennas asked for, once they are all the session's: a manager has her own alone, or all where all are hers. */
export const antennesAutorisees = (req: FastifyRequest, antenne: DemandeEtat['antenne']): readonly Antenne[] => {
  const siennes = antennesDesEtats(sessionDe(req));
  const voulues = antenne === 'TOUTES' ? CODES_ANTENNES : [antenne];
  if (!voulues.every((a) => siennes.includes(a))) throw new ErreurHttp('ANTENNE');
  return voulues;
};

export const demandeAutorisee = (req: FastifyRequest): DemandeEtat => {
  exigerEtats(req);
  const { id } = req.params as { id?: unknown };
  const lue = demandeEtatSchema.safeParse({ ...(req.query as object), etat: id });
  if (!lue.success)
    throw new ErreurHttp('DEMANDE', 'Choisissez une antenne et une période (AAAA-MM-JJ), puis recommencez.');
  antennesAutorisees(req, lue.data.antenne);
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

/** Who are the funders that a state may be of: those who read it need have no file of theirs. */
const avecFinanceurs = (d: DefinitionEtat, financeurs: readonly Financeur[]): DefinitionEtat => {
  const choix = [...new Map(financeurs.map((f) => [f.code, f.libelle]))].map(([valeur, libelle]) => ({
    valeur,
    libelle,
  }));
  return { ...d, parametres: d.parametres.map((p) => (p.cle === 'financeur' ? { ...p, choix } : p)) };
};

/** States of different questions that may wait: whoever clicks through the periods does not stop the others. */
const ETATS_EN_ATTENTE = 12;

const estTableau = (x: TableauEtat | DetailEtat): x is TableauEtat => 'etat' in x;

/** `enFile`: one computation at a time, each may hold a year of the whole service. */
export const routesEtats = (app: App, c: Contexte, enFile: EnFile): void => {
  const demander = regrouper<Resultat<TableauEtat | DetailEtat>>(enFile, ETATS_EN_ATTENTE);
  const repondre = async (
    question: readonly unknown[],
    calculer: () => Promise<Resultat<TableauEtat | DetailEtat>>,
  ): Promise<TableauEtat | DetailEtat> => {
    const attente = demander(JSON.stringify(question), calculer, () => undefined);
    if (!attente)
      throw new ErreurHttp('REPLI', 'Beaucoup d’états se calculent déjà. Attendez un instant, puis recommencez.');
    return valeurDe(await attente);
  };
  app.get('/api/etats', async (req): Promise<DefinitionEtat[]> => {
    exigerEtats(req);
    const financeurs = await lireFinanceurs(c.magasin);
    return ETATS.map((e) => avecFinanceurs(entete(e), financeurs));
  });

  app.get('/api/etats/:id', async (req): Promise<TableauEtat> => {
    const demande = demandeAutorisee(req);
    const t = await repondre([demande], () => calculerEtat(c.magasin, demande, c.horloge));
    if (!estTableau(t)) throw new Error('un état attendu');
    const montrable = valeurDe(verifierPourLEcran(t));
    await tracerLecture(c, sessionDe(req), demande, usagersDuTableau(t));
    return montrable;
  });

  app.get('/api/etats/:id/visites', async (req): Promise<DetailEtat> => {
    const demande = demandeAutorisee(req);
    const cle = cleSchema.safeParse((req.query as { cle?: unknown }).cle);
    if (!cle.success) throw new ErreurHttp('DEMANDE', 'Choisissez une ligne de l’état, puis recommencez.');
    const d = await repondre([demande, cle.data], () => detaillerEtat(c.magasin, demande, cle.data, c.horloge));
    if (estTableau(d)) throw new Error('un détail attendu');
    await tracerLecture(c, sessionDe(req), demande, usagersDuDetail(d));
    return d;
  });
};
