import { Button, Title } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { FichierRecu, Reception, ReceptionsLues } from '#shared/contrats/reception';
import { dateEntiere } from '#shared/domain/releve/mots';
import { aLeDroit } from '#shared/droits/droits';
import { dateParis } from '#shared/temps/paris';
import { EchecHttp } from '../../_data/api';
import { parAuteur } from '../../_data/auteurs';
import { useSession, useSync } from '../../_data/hooks';
import { deciderReception, lireReceptions } from '../../_data/receptions';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { dateHeure, pluriel } from '../../_ui/formats';

const ETATS: Record<FichierRecu['etat'], string> = {
  IMPORTE: 'Pris',
  INCHANGE: 'Rien de nouveau',
  DEJA_IMPORTE: 'Déjà pris',
  EN_ATTENTE: 'Attend une confirmation',
  REFUSE: 'Refusé en entier',
};
const ORIGINES: Record<Reception['origine'], string> = {
  DEPOT: 'dossier de réception',
  COMMANDE: 'ligne de commande',
  CONFIRMATION: 'après confirmation',
};
/** What is counted of a file that is taken; of one that is not, why takes their place. */
const COMPTES = ['Lues', 'Créées', 'Modifiées', 'Absentes', 'Refusées'] as const;
/** Rows shown at once of those refused. */
const MONTREES = 20;

const endroitEtRaison = ({ ligne, colonne, valeur, raison }: FichierRecu['refuses'][number]): string =>
  `Ligne ${ligne}${colonne ? `, colonne ${colonne}` : ''}${valeur ? ` : « ${valeur} »` : ''} : ${raison}`;

const Refuses = ({ f }: { f: FichierRecu }) => (
  <details>
    <summary>{pluriel(f.nombreRefuses, 'ligne refusée', 'lignes refusées')}</summary>
    <ul className="millesime__refuses">
      {f.refuses.slice(0, MONTREES).map((r) => (
        <li key={`${r.ligne} ${r.colonne}`}>{endroitEtRaison(r)}</li>
      ))}
      {f.nombreRefuses > MONTREES ? <li>… et {pluriel(f.nombreRefuses - MONTREES, 'autre')}.</li> : null}
    </ul>
  </details>
);

/** Rows that were taken all the same, and what to check. */
const Avertissements = ({ f }: { f: FichierRecu }) => (
  <details>
    <summary>{pluriel(f.avertissements.length, 'point à vérifier', 'points à vérifier')}</summary>
    <ul className="millesime__refuses">
      {f.avertissements.slice(0, MONTREES).map((a) => (
        <li key={`${a.ligne} ${a.colonne} ${a.raison}`}>{endroitEtRaison(a)}</li>
      ))}
      {f.avertissements.length > MONTREES ? (
        <li>… et {pluriel(f.avertissements.length - MONTREES, 'autre')}.</li>
      ) : null}
    </ul>
  </details>
);

const Fichier = ({ r, f }: { r: Reception; f: FichierRecu }) => {
  const soucis = f.etat === 'REFUSE' || f.etat === 'EN_ATTENTE';
  return (
    <tr>
      <td>{dateHeure(r.instant, dateParis(r.instant))}</td>
      <td>{f.nom}</td>
      <td className={soucis ? 'service__echec' : undefined}>{ETATS[f.etat]}</td>
      {soucis
        ? null
        : [f.lus, f.crees, f.modifies, f.absents, f.nombreRefuses].map((n, i) => (
            <td key={COMPTES[i]}>{n.toLocaleString('fr-FR')}</td>
          ))}
      <td className="service__detail" {...(soucis ? { colSpan: COMPTES.length + 1 } : {})}>
        {f.refusFichier?.raison}
        {f.identiqueAu ? `Identique à celui du ${dateEntiere(f.identiqueAu)}. ` : ''}
        {f.nombreRefuses > 0 ? <Refuses f={f} /> : null}
        {f.avertissements.length > 0 ? <Avertissements f={f} /> : null}
        {f.etat === 'EN_ATTENTE' && r.attente?.suite
          ? ` ${r.attente.suite.decision === 'CONFIRME' ? 'Confirmé' : 'Écarté'} ${parAuteur(r.attente.suite.auteur)}.`
          : ''}
        {r.origine === 'DEPOT' ? null : <span className="discret"> {ORIGINES[r.origine]}</span>}
      </td>
    </tr>
  );
};

/** What lies in the folder and is none of Millésime's files: told once, left there. */
const Inconnus = ({ r }: { r: Reception }) => (
  <tr>
    <td>{dateHeure(r.instant, dateParis(r.instant))}</td>
    <td>{r.ignores.slice(0, MONTREES).join(', ')}</td>
    <td className="service__echec">{r.ignores.length > 1 ? 'Noms inconnus' : 'Nom inconnu'}</td>
    <td className="service__detail" colSpan={COMPTES.length + 1}>
      Laissé dans le dossier de réception. Renommez-le comme le manuel des interfaces le dit, ou retirez-le.
    </td>
  </tr>
);

const Recus = ({ receptions, titre }: { receptions: readonly Reception[]; titre: string }) => (
  <table className="jour service__pannes millesime__recus">
    <caption className="invisible">{titre}</caption>
    <thead>
      <tr>
        <th scope="col">Reçu</th>
        <th scope="col">Fichier</th>
        <th scope="col">État</th>
        {COMPTES.map((c) => (
          <th key={c} scope="col">
            {c}
          </th>
        ))}
        <th scope="col">Détail</th>
      </tr>
    </thead>
    <tbody>
      {receptions.flatMap((r) => [
        ...(inconnusDe(r) ? [<Inconnus key={`${r._id} inconnus`} r={r} />] : []),
        ...r.fichiers.map((f) => <Fichier key={`${r._id} ${f.nom}`} r={r} f={f} />),
      ])}
    </tbody>
  </table>
);

/** The command is run by someone who reads what it says. */
const inconnusDe = (r: Reception): boolean => r.origine === 'DEPOT' && r.ignores.length > 0;

/** Those of the last day that has any, and the others. */
const parJour = (receptions: readonly Reception[]): { dernieres: Reception[]; avant: Reception[] } => {
  const montrees = receptions.filter((r) => r.fichiers.length > 0 || inconnusDe(r));
  const jour = montrees[0] && dateParis(montrees[0].instant);
  return {
    dernieres: montrees.filter((r) => dateParis(r.instant) === jour),
    avant: montrees.filter((r) => dateParis(r.instant) !== jour),
  };
};

/** A file in which too many usagers vanish: it says what taking it would do, and waits. */
const Attente = ({ r, surSuite }: { r: Reception; surSuite: () => void }) => {
  const [echec, setEchec] = useState<string>();
  const [enCours, setEnCours] = useState(false);
  const decider = async (decision: 'CONFIRME' | 'ECARTE'): Promise<void> => {
    setEnCours(true);
    try {
      await deciderReception(r._id, decision);
      surSuite();
    } catch (e) {
      if (!(e instanceof EchecHttp)) throw e;
      setEchec(e.message);
    } finally {
      setEnCours(false);
    }
  };
  const fichiers = r.fichiers.filter((f) => f.etat === 'EN_ATTENTE');
  return (
    <div className="millesime__attente">
      {fichiers.map((f) => (
        <p key={f.nom}>
          <b>{f.nom}</b> : {f.refusFichier?.raison}
        </p>
      ))}
      <ErreurFormulaire message={echec} />
      <div className="millesime__gestes">
        <Button size="xs" color="orange" loading={enCours} onClick={() => void decider('CONFIRME')}>
          Prendre ce fichier tel quel
        </Button>
        <Button size="xs" variant="default" disabled={enCours} onClick={() => void decider('ECARTE')}>
          L’écarter
        </Button>
      </div>
    </div>
  );
};

/** What came from Millésime, and what became of it. */
export const Millesime = () => {
  const session = useSession();
  const { liaison } = useSync();
  const [lues, setLues] = useState<ReceptionsLues>();
  const [echec, setEchec] = useState<string>();
  const relire = useCallback(() => {
    lireReceptions().then(
      (r) => {
        setLues(r);
        setEchec(undefined);
      },
      (e: unknown) => {
        if (!(e instanceof EchecHttp)) throw e;
        setEchec(e.message);
      },
    );
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link that is back asks again.
  useEffect(relire, [relire, liaison === 'EN_LIGNE']);
  const { dernieres, avant } = parJour(lues?.receptions ?? []);
  const attendent = lues?.receptions.filter((r) => r.attente && !r.attente.suite) ?? [];
  return (
    <>
      <Title order={2} id="millesime">
        Fichiers de Millésime
      </Title>
      {echec ? <p className="service__note">{echec}</p> : null}
      {lues ? (
        <>
          <p className="service__note">
            {lues.automatique
              ? `Pris chaque jour dans le dossier de réception, à partir de ${lues.heure.replace(/^0/, '').replace(':', ' h ')}.`
              : 'Aucun dossier de réception n’est réglé : les fichiers sont pris par la ligne de commande.'}
          </p>
          <ErreurFormulaire message={lues.panne} />
          {attendent.map((r) =>
            aLeDroit(session, 'confirmerImport') ? (
              <Attente key={r._id} r={r} surSuite={relire} />
            ) : (
              <p key={r._id} className="millesime__attente">
                Un fichier attend qu’un technicien le confirme : {r.fichiers.find((f) => f.etat === 'EN_ATTENTE')?.nom}.
              </p>
            ),
          )}
          {dernieres.length === 0 ? (
            <p className="service__note">Aucun fichier reçu pour l’instant.</p>
          ) : (
            <Recus receptions={dernieres} titre="Fichiers reçus, les derniers en haut" />
          )}
          {avant.length > 0 ? (
            <details className="millesime__avant">
              <summary>Jours précédents</summary>
              <Recus receptions={avant} titre="Fichiers reçus les jours précédents" />
            </details>
          ) : null}
        </>
      ) : null}
    </>
  );
};
