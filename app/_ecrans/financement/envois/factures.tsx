'use client';

import { Button, FileButton, Loader, Text } from '@mantine/core';
import type { FactureMontree, FichierEcarte } from '#shared/contrats/financement/envoi';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { DISPOSITIFS_EN_MOTS } from '#shared/etats/mots';
import { arrondissementEnMots, nommerFacture } from '#shared/libelles/facture';
import { deMois } from '#shared/mots/dates';
import type { Mois } from '#shared/temps/types';
import { deposerFacture, lireFactures, prendreFacture } from '../../../_donnees/lecture/envois';
import { useMaintenant } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { useAction } from '../../../_ui/demandes/appeler';
import { quand } from '../../../_ui/mots/quand';
import { notifications } from '../../../_ui/notifications';
import { poids } from './mots';
import { Tableau } from './tableau';

const Table = ({ factures, relire }: { factures: readonly FactureMontree[]; relire: () => void }) => {
  const maintenant = useMaintenant();
  const { refus, enCours, faire } = useAction();
  return (
    <Tableau
      titres={['Nature', 'Arrondissement', 'Antenne', 'Reçue', 'Poids']}
      classe="envois__factures"
      refus={refus?.message}
    >
      {factures.map((f) => (
        <tr key={f.id}>
          <th scope="row">
            {DISPOSITIFS_EN_MOTS[f.nature]}{' '}
            {f.nouvelle ? <span className="statut statut--violet">Nouvelle</span> : null}
          </th>
          <td>{arrondissementEnMots(f.arrondissement)}</td>
          <td>{libelleAntenne(f.antenne)}</td>
          <td>
            {quand(f.recueLe, maintenant)}
            {f.par === 'DASES' ? '' : ', à la main'}
          </td>
          <td>{poids(f.octets)}</td>
          <td className="action">
            <Button
              size="compact-xs"
              variant="default"
              disabled={enCours}
              aria-label={`Ouvrir la facture ${nommerFacture(f)}`}
              onClick={() => void faire(() => prendreFacture(f.id), relire)}
            >
              Ouvrir
            </Button>
          </td>
        </tr>
      ))}
    </Tableau>
  );
};

const Depot = ({ mois, apres }: { mois: Mois; apres: () => void }) => {
  const { refus, enCours, faire } = useAction();
  const deposer = (fichiers: readonly File[]): void => {
    void faire(async () => {
      for (const f of fichiers)
        notifications.show(
          (await deposerFacture(mois, f))
            ? { color: 'gray', title: f.name, message: 'Cette facture était déjà rangée.' }
            : { color: 'green', title: f.name, message: 'Facture rangée.' },
        );
    }, apres).then(apres);
  };
  return (
    <div className="envois__titre">
      <FileButton accept="application/pdf" multiple onChange={deposer}>
        {(props) => (
          <Button {...props} size="compact-sm" variant="default" loading={enCours}>
            Déposer des factures…
          </Button>
        )}
      </FileButton>
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : (
        <span className="envois__note">Des PDF {deMois(mois)}, sous le nom que le Département leur donne.</span>
      )}
    </div>
  );
};

const Ecartes = ({ ecartes }: { ecartes: readonly FichierEcarte[] }) => {
  const maintenant = useMaintenant();
  if (ecartes.length === 0) return null;
  return (
    <details className="envois__ecartes">
      <summary>Fichiers écartés du dépôt, tous mois ({ecartes.length})</summary>
      <ul>
        {ecartes.map((e) => (
          <li key={e.nom}>
            {e.nom}, {quand(e.instant, maintenant)} : {e.raison}
          </li>
        ))}
      </ul>
    </details>
  );
};

/** The Département's definitive invoices, of one's own antennas. */
export const Factures = ({ mois }: { mois: Mois }) => {
  const { valeur: page, echec, relire } = useLecture(['factures', mois], () => lireFactures(mois));
  return (
    <div className="envois__corps">
      {echec ? (
        <Text size="sm" c="var(--ton-orange-texte)" role="status">
          {echec} Les factures se lisent avec le réseau.
        </Text>
      ) : null}
      {page?.peutDeposer ? <Depot mois={mois} apres={relire} /> : null}
      {page && page.factures.length > 0 ? <Table factures={page.factures} relire={relire} /> : null}
      {page?.factures.length === 0 ? (
        <div className="vide">
          <Text size="sm" c="dimmed">
            Aucune facture {deMois(mois)} : elles viendront ici quand le Département les aura déposées.
          </Text>
        </div>
      ) : null}
      {page ? (
        <Ecartes ecartes={page.ecartes} />
      ) : echec ? null : (
        <Loader size="sm" aria-label="Lecture des factures" />
      )}
    </div>
  );
};
