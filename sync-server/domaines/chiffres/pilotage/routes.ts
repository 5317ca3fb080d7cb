import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Antenne } from '#shared/contrats/commun';
import { antenneConnueSchema } from '#shared/domain/antenne/registre';
import { aLeDroit, antennesPilotees, type Droit } from '#shared/droits/droits';
import type { DetailPilotage, TableauPilotage, VisitesPilotage } from '#shared/pilotage/contrat';
import { dateCivileSchema, moisSchema } from '#shared/temps/types';
import { TYPES } from '../../../adapters/classeur/fichier';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, lireDemande } from '../../../socle/http/reponses';
import { type Ecrite, ENTREES, tracer } from '../../audit';
import { lireDetailPilotage, lireTableauPilotage } from './lire';
import { type ChoixVisites, lireVisitesPilotage } from './visites';

const tableauSchema = z.object({ mois: moisSchema });
const detailSchema = tableauSchema.extend({ antenne: antenneConnueSchema });
const idSchema = z.string().regex(/^[\w.-]{1,20}$/);
const visitesSchema = detailSchema.extend({
  jour: dateCivileSchema.optional(),
  usager: idSchema.optional(),
  aide: idSchema.optional(),
});

const choixDe = ({ jour, usager, aide }: z.infer<typeof visitesSchema>): ChoixVisites => {
  const choix = [
    ...(jour === undefined ? [] : [{ jour }]),
    ...(usager === undefined ? [] : [{ usager }]),
    ...(aide === undefined ? [] : [{ aide }]),
  ];
  const [un] = choix;
  if (un === undefined || choix.length > 1)
    throw new ErreurHttp('DEMANDE', 'Choisissez les visites d’un jour, d’un usager ou d’une aide : un seul des trois.');
  return un;
};

const lecture = ENTREES.CONSULTATION.ecrire;

/** Visits are a reading of the files of those visited, whoever reads. */
const lectureDe = ({ antenne, mois }: z.infer<typeof detailSchema>, choix: ChoixVisites): Ecrite<'CONSULTATION'> => {
  if ('jour' in choix) return lecture.pilotageJour({ antenne, jour: choix.jour });
  return 'aide' in choix
    ? lecture.pilotageAide({ antenne, intervenantId: choix.aide, mois })
    : lecture.dossier({ usagerId: choix.usager, mois });
};

/** The dashboards: each session sees its antennas; persons and visits only where it may read them, which is noted; an auditor's every reading is. */
export const routesPilotage = (app: App, c: Contexte): void => {
  /** The right first, then the antenna: another one's figures are not even looked for. */
  const exiger = (req: FastifyRequest, droit: Droit, antenne?: Antenne): readonly Antenne[] => {
    const s = sessionDe(req);
    exigerDroit(s, droit);
    const siennes = antennesPilotees(s);
    if (antenne && !siennes.includes(antenne)) throw new ErreurHttp('ANTENNE');
    return siennes;
  };
  const noter = (req: FastifyRequest, quoi: Ecrite<'CONSULTATION' | 'EXPORT'>): Promise<void> =>
    tracer(c.magasin, { instant: c.horloge(), auteur: sessionDe(req).identifiant, ...quoi });
  const noterAuditeur = async (req: FastifyRequest, lu: Ecrite<'CONSULTATION'>): Promise<void> => {
    if (aLeDroit(sessionDe(req), 'consulter')) await noter(req, lu);
  };

  app.get('/api/pilotage', async (req): Promise<TableauPilotage> => {
    const antennes = exiger(req, 'lirePilotage');
    const { mois } = lireDemande(tableauSchema, req.query, 'Donnez un mois, « mois », sous la forme AAAA-MM.');
    await noterAuditeur(req, lecture.pilotage({ mois }));
    return lireTableauPilotage(c, antennes, mois);
  });

  /** The same on one page; what writes PDFs is loaded at the first one. */
  app.get('/api/pilotage/fichier', async (req, reply) => {
    const antennes = exiger(req, 'lirePilotage');
    const { mois } = lireDemande(tableauSchema, req.query, 'Donnez un mois, « mois », sous la forme AAAA-MM.');
    const tableau = await lireTableauPilotage(c, antennes, mois);
    const nom = `PILOTAGE_${antennes.length === 1 ? antennes[0] : 'SERVICE'}_${mois.replace('-', '')}.pdf`;
    await noter(req, ENTREES.EXPORT.ecrire.fichier({ nom }));
    const { rendrePilotage } = await import('./sortie-pdf');
    const { lesPolices } = await import('../etats/fichiers');
    return reply
      .type(TYPES.pdf)
      .header('content-disposition', `attachment; filename="${nom}"`)
      .send(await rendrePilotage(lesPolices(), tableau));
  });

  app.get('/api/pilotage/antenne', async (req): Promise<DetailPilotage> => {
    exiger(req, 'lirePilotage');
    const demande = lireDemande(
      detailSchema,
      req.query,
      'Choisissez un mois (AAAA-MM) et une antenne, puis recommencez.',
    );
    exiger(req, 'lirePilotage', demande.antenne);
    const lu = await lireDetailPilotage(c, {
      ...demande,
      nominatif: aLeDroit(sessionDe(req), 'lirePilotageNominatif'),
    });
    // Names and figures of usagers are a reading of their files; figures alone are not.
    if (lu.personnes) await noter(req, lecture.pilotageAntenne({ ...demande, usagers: lu.personnes.usagers.length }));
    else await noterAuditeur(req, lecture.pilotageAntenne(demande));
    return lu;
  });

  app.get('/api/pilotage/visites', async (req): Promise<VisitesPilotage> => {
    exiger(req, 'lirePilotageNominatif');
    const lu = lireDemande(
      visitesSchema,
      req.query,
      'Choisissez un mois, une antenne, et un jour, un usager ou une aide.',
    );
    exiger(req, 'lirePilotageNominatif', lu.antenne);
    const choix = choixDe(lu);
    await noter(req, lectureDe(lu, choix));
    return lireVisitesPilotage(c, { antenne: lu.antenne, mois: lu.mois, choix });
  });
};
