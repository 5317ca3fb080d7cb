'use client';

import { Button, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { TENTATIVES } from '#shared/contrats/acces/administration';
import { nombreEntier } from '#shared/mots/nombres';
import { lireRegistre } from '../../../_donnees/lecture/administration';
import { useMaintenant } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { quand } from '../../../_ui/mots/quand';
import { SansReseau } from '../../../_ui/sans-reseau';
import { FORMES } from './formes';

/** What was tried and refused. */
export const Registre = () => {
  const maintenant = useMaintenant();
  const [avant, setAvant] = useState<string>();
  const { valeur: lu, derniere, echec, code, relire } = useLecture(['tentatives', avant], () => lireRegistre(avant));
  // The page before stays until this one comes.
  const valeur = lu ?? derniere;
  // A page that cannot be read leaves the one before it, and says so.
  const dit = <SansReseau echec={echec} code={code} garde={valeur !== undefined} />;
  if (!valeur) return echec ? dit : <Loader size="sm" aria-label="Lecture du registre" />;
  const suite = valeur.suite;
  return (
    <div className="admin">
      {dit}
      <p className="admin__note">
        Ces demandes ont été refusées : rien n’a été donné ni écrit. Elles sont envoyées par courriel aux adresses du
        paramètre « {FORMES.destinatairesSecurite.titre} ».
      </p>
      {valeur.tentatives.length === 0 ? (
        <div className="vide">
          <Text size="sm" c="dimmed">
            Aucune tentative refusée.
          </Text>
        </div>
      ) : (
        <div className="admin__table">
          <table className="compte__table" aria-label="Tentatives refusées">
            <thead>
              <tr>
                <th scope="col">Quand</th>
                <th scope="col">Tentative</th>
                <th scope="col">Compte</th>
                <th scope="col">Par où</th>
                <th scope="col">Fois</th>
              </tr>
            </thead>
            <tbody>
              {valeur.tentatives.map((t) => (
                <tr key={`${t.debut} ${t.genre} ${t.compte ?? ''}`}>
                  <td>{quand(t.debut, maintenant)}</td>
                  <th scope="row">{TENTATIVES[t.genre]}</th>
                  <td>{t.compte ?? 'inconnu'}</td>
                  <td className="objet">{t.objet ?? '—'}</td>
                  <td>{nombreEntier(t.nombre)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="compte__gestes">
        {avant ? (
          <Button variant="default" size="xs" onClick={() => setAvant(undefined)}>
            Les plus récentes
          </Button>
        ) : null}
        {suite ? (
          <Button variant="default" size="xs" onClick={() => (suite === avant ? relire() : setAvant(suite))}>
            Plus anciennes
          </Button>
        ) : null}
      </div>
    </div>
  );
};
