export {
  type ColorNetwork,
  type ColorOptions,
  colorModel,
  namesOf,
  routerNetwork,
  settingsLabel,
  settingsOf,
  singlesModel,
  strategyLabel,
  taskModel,
} from './color.ts';
export { commandText, migrates, migrationIn } from './commands.ts';
export { compose, ensureSingles, noSubnet, type Waiting, waitHealthy } from './compose.ts';
export { discoverers, discoveryOf } from './discovery.ts';
export {
  type Container,
  containerLogs,
  containersOf,
  finished,
  pullImage,
  type RegistryLogin,
  requireEngine,
  runningContainer,
  setRestart,
} from './engine.ts';
export {
  type Color,
  callersOf,
  colorProject,
  type Model,
  type Mount,
  type Named,
  otherColor,
  type Published,
  publishedPorts,
  type Service,
  singles,
} from './model.ts';
export { blankVariables, nameInFile, openProject, type Project, type ProjectInputs, projectName, stateFolder } from './project.ts';
export { absentSingles, meetings, refuseSecond } from './second.ts';
export { type Decision, decide, heldBack, restartOf, type Strategy, singleWriter, strategies, writable } from './strategy.ts';
