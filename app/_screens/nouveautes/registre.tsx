'use client';

import { Text, Title } from '@mantine/core';
import { ROLES_EN_MOTS } from '#shared/contrats/compte';
import { dateParis } from '#shared/temps/paris';
import { lireRegistreVersions } from '../../_data/nouveautes';
import { dateEntiere } from '../../_ui/formats';
import { SansReseau } from '../../_ui/sans-reseau';
import { useLecture } from '../compte/appeler';
import '../compte/compte.css';

/** Of the version in service, who has read it: those who have not come first. */
export const Registre = () => {
  const { valeur, echec, code } = useLecture(lireRegistreVersions);
  if (!valeur) return <SansReseau echec={echec} code={code} />;
  const comptes = [...valeur.comptes].sort(
    (a, b) =>
      Number(a.acquitteeLe !== undefined) - Number(b.acquitteeLe !== undefined) || a.nom.localeCompare(b.nom, 'fr'),
  );
  const lus = comptes.filter((c) => c.acquitteeLe !== undefined).length;
  return (
    <section className="nouveautes__note" aria-labelledby="registre-versions">
      <Title order={2} id="registre-versions">
        Qui a lu la version {valeur.version}
      </Title>
      <Text size="sm" role="status">
        {lus} compte{lus > 1 ? 's' : ''} sur {comptes.length}
      </Text>
      <table className="compte__table" aria-label="Lecture de la version">
        <thead>
          <tr>
            <th scope="col">Compte</th>
            <th scope="col">Rôle</th>
            <th scope="col">Lue le</th>
          </tr>
        </thead>
        <tbody>
          {comptes.map((c) => (
            <tr key={c.identifiant}>
              <td>{c.nom}</td>
              <td>{ROLES_EN_MOTS[c.role]}</td>
              <td>{c.acquitteeLe === undefined ? 'Pas encore' : dateEntiere(dateParis(c.acquitteeLe))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
