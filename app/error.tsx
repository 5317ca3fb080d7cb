'use client';

import { Button } from '@mantine/core';
import { useEffect } from 'react';

/**
 * What a screen could not draw (its code is of a version that another tab has replaced, most often) would leave a page of the
 * browser’s own, in English, in the place of all of them.
 */
const Echec = ({ error }: { error: Error }) => {
  useEffect(() => console.error(error), [error]);
  return (
    <main className="page-seule">
      <h1>Cet écran n’a pas pu s’afficher</h1>
      <p role="alert">
        Rechargez la page : ce que vous avez enregistré est gardé, et ce que vous aviez commencé revient. Si cela dure,
        appelez l’assistance.
      </p>
      <p>
        <Button onClick={() => location.reload()}>Recharger la page</Button>
      </p>
    </main>
  );
};

export default Echec;
