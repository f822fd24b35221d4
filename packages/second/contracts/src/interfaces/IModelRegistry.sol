// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A registered model; all zero if it is not registered.
struct Model {
    /// Who registered it first. Says nothing about who made it.
    address publisher;
    uint40 registeredAt;
    /// Its place in the list, from 0.
    uint64 index;
}

/// @title IModelRegistry
/// @notice An append-only list of models, so that nodes and users can find them. It rates and owns nothing: a model is
/// its manifest's digest, an update is another model, and nothing is ever removed.
/// - WARNING: Anybody may register anything, first come first listed; a digest's publisher is not its author.
interface IModelRegistry {
    /// @notice A model was listed. The CID is binary CIDv1, raw codec, sha2-256: 36 bytes.
    event ModelRegistered(bytes32 indexed model, address indexed publisher, bytes manifestCid, uint64 index);

    /// @notice Zero is no digest.
    error EmptyDigest();
    /// @notice The model is listed already.
    error ModelAlreadyRegistered(bytes32 model, address publisher);
    /// @notice The list is shorter than that.
    error ModelIndexOutOfRange(uint64 index, uint64 count);

    /// @notice Lists a model, by anybody, once.
    /// @dev Errors: EmptyDigest, ModelAlreadyRegistered.
    /// @param model The sha2-256 digest of the manifest, a raw block.
    /// @return index Its place in the list.
    function register(bytes32 model) external returns (uint64 index);

    /// @notice A model; all zero if it is not registered.
    function getModel(bytes32 model) external view returns (Model memory);

    /// @notice The number of registered models.
    function modelCount() external view returns (uint64);

    /// @notice The model at a place in the list.
    /// @dev Errors: ModelIndexOutOfRange.
    function modelAt(uint64 index) external view returns (bytes32);
}
