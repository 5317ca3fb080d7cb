import { expect, it } from 'vitest';
import { phraseAutrui } from './phrase-autrui';

it('[CO-6] ce que le serveur restauré n’a plus d’un collègue est compté, et dit par où cela revient', () => {
  const { perte, faire } = phraseAutrui(12, 'Paul Martin');
  expect(perte).toMatch(/il n’a plus 12\ssaisies de Paul Martin\.$/);
  expect(faire).toMatch(
    /^Elles reviendront .* s’il les garde encore\. .* Paul Martin les reprend par « Reprendre un fichier/,
  );
  const une = phraseAutrui(1, 'Paul Martin');
  expect(une.perte).toMatch(/1\ssaisie de/);
  expect(une.faire).toMatch(/^Elle reviendra .* mettez-la dans un fichier/);
});
