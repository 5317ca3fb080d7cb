import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type PersonnesCherchees, QUI_CHERCHER } from '#shared/contrats/chiffres/personne-cherchee';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { libellesAu } from '#shared/domain/ventilation/financeurs';
import { antennesDesEtats } from '#shared/droits/droits';
import {
  type DefinitionEtat,
  type DemandeEtat,
  type DetailEtat,
  demandeEtatRecueSchema,
  type TableauEtat,
} from '#shared/etats/contrat';
import { verifierPourLEcran } from '#shared/etats/moteur';
import { ETATS } from '#shared/etats/registre';
import { dateParis } from '#shared/temps/paris';
import { type Dire, type EnFile, regrouper } from '../../../socle/file-calculs';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../../socle/http/reponses';
import { lireFinanceurs } from '../../../store/lectures/connus';
import { ENTREES, tracer, tracerLecture, usagersDuDetail, usagersDuTableau } from '../../audit';
import { calculerEtat, detaillerEtat } from './calculer';
import { chercherPersonnes } from './personnes';

const rechercheSchema = z.object({ qui: z.enum(QUI_CHERCHER), nom: z.string().trim().min(2).max(60) });
const cleSchema = z.string().max(300);

export const exigerEtats = (req: FastifyRequest): void => {
  exigerDroit(sessionDe(req), 'lireEtats');
};

/** The antennas asked for, once they are all the session's: a manager has her own alone, or all where all are hers. */
export const antennesAutorisees = (req: FastifyRequest, antenne: DemandeEtat['antenne']): readonly Antenne[] => {
  const siennes = antennesDesEtats(sessionDe(req));
  const voulues = antenne === 'TOUTES' ? codesAntennes() : [antenne];
  if (!voulues.every((a) => siennes.includes(a))) throw new ErreurHttp('ANTENNE');
  return voulues;
};

export const demandeAutorisee = (req: FastifyRequest): DemandeEtat => {
  exigerEtats(req);
  const { id } = req.params as { id?: unknown };
  const lue = demandeEtatRecueSchema.safeParse({ ...(req.query as object), etat: id });
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
const avecFinanceurs = (d: DefinitionEtat, financeurs: ReadonlyMap<string, string>): DefinitionEtat => {
  const choix = [...financeurs].map(([valeur, libelle]) => ({ valeur, libelle }));
  return { ...d, parametres: d.parametres.map((p) => (p.cle === 'financeur' ? { ...p, choix } : p)) };
};

/** States of different questions that may wait: whoever clicks through the periods does not stop the others. */
const ETATS_EN_ATTENTE = 12;

const estTableau = (x: TableauEtat | DetailEtat): x is TableauEtat => 'etat' in x;

/** `enFile`: one computation at a time, each may hold a year of the whole service. */
export const routesEtats = (app: App, c: Contexte, enFile: EnFile): void => {
  const demander = regrouper<Resultat<TableauEtat | DetailEtat>>(enFile, ETATS_EN_ATTENTE);
  /** What is being counted for each account: the last of its questions. */
  const etapes = new Map<string, string>();
  const repondre = async (
    req: FastifyRequest,
    question: readonly unknown[],
    calculer: (dire: Dire) => Promise<Resultat<TableauEtat | DetailEtat>>,
  ): Promise<TableauEtat | DetailEtat> => {
    const { identifiant } = sessionDe(req);
    const dire = (etape: string): unknown => etapes.set(identifiant, etape);
    const attente = demander(JSON.stringify(question), calculer, dire);
    if (!attente)
      throw new ErreurHttp('REPLI', 'Beaucoup d’états se calculent déjà. Attendez un instant, puis recommencez.');
    dire('En attente d’un autre calcul…');
    try {
      return valeurDe(await attente);
    } finally {
      etapes.delete(identifiant);
    }
  };
  app.get('/api/etats', async (req): Promise<DefinitionEtat[]> => {
    exigerEtats(req);
    const financeurs = libellesAu(await lireFinanceurs(c.magasin), dateParis(c.horloge()));
    return ETATS.map((e) => avecFinanceurs(entete(e), financeurs));
  });

  app.get('/api/etats/etape', async (req): Promise<{ etape: string | null }> => {
    exigerEtats(req);
    return { etape: etapes.get(sessionDe(req).identifiant) ?? null };
  });

  /** Only those of the session's antennas, each row; whom it gave is noted, and not what was typed. */
  app.get('/api/etats/personnes', async (req): Promise<PersonnesCherchees> => {
    exigerEtats(req);
    const lu = rechercheSchema.safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez au moins deux lettres du nom, ou l’identifiant entier.');
    const s = sessionDe(req);
    const trouvees = await chercherPersonnes(c.magasin, c.horloge(), { ...lu.data, antennes: antennesDesEtats(s) });
    const ids = trouvees.personnes.map((p) => p.id);
    const recherche = ENTREES.CONSULTATION.ecrire.recherche({ qui: lu.data.qui, ids });
    await tracer(c.magasin, { instant: c.horloge(), auteur: s.identifiant, ...recherche });
    return trouvees;
  });

  app.get('/api/etats/:id', async (req): Promise<TableauEtat> => {
    const demande = demandeAutorisee(req);
    const t = await repondre(req, [demande], (dire) => calculerEtat(c.magasin, demande, c.horloge, dire));
    if (!estTableau(t)) throw new Error('un état attendu');
    const montrable = valeurDe(verifierPourLEcran(t));
    await tracerLecture(c, sessionDe(req), demande, usagersDuTableau(t));
    return montrable;
  });

  app.get('/api/etats/:id/visites', async (req): Promise<DetailEtat> => {
    const demande = demandeAutorisee(req);
    const cle = cleSchema.safeParse((req.query as { cle?: unknown }).cle);
    if (!cle.success) throw new ErreurHttp('DEMANDE', 'Choisissez une ligne de l’état, puis recommencez.');
    const d = await repondre(req, [demande, cle.data], (dire) =>
      detaillerEtat(c.magasin, demande, cle.data, c.horloge, dire),
    );
    if (estTableau(d)) throw new Error('un détail attendu');
    await tracerLecture(c, sessionDe(req), demande, usagersDuDetail(d));
    return d;
  });
};
