export { compose, ensureSingles, type Waiting, waitHealthy } from './compose.ts';
export { type Container, containerLogs, containersOf, pullImage, type RegistryLogin, requireEngine, runningContainer } from './engine.ts';
export {
  type Color,
  type ColorNetwork,
  callersOf,
  colorModel,
  colorProject,
  type Model,
  otherColor,
  type Published,
  publishedPorts,
  routerNetwork,
  type Service,
  singles,
  singlesModel,
  taskModel,
} from './model.ts';
export { openProject, type Project, type ProjectInputs, projectName, stateFolder } from './project.ts';
