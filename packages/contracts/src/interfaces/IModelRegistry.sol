// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

struct Model {
    address publisher;
    uint40 registeredAt;
    uint64 index;
}

interface IModelRegistry {
    event ModelRegistered(bytes32 indexed model, address indexed publisher, bytes manifestCid, uint64 index);

    error EmptyDigest();
    error ModelAlreadyRegistered(bytes32 model, address publisher);

    /// model = sha2-256 digest of the manifest, a raw block
    function register(bytes32 model) external returns (uint64 index);
    function getModel(bytes32 model) external view returns (Model memory);
    function modelCount() external view returns (uint64);
    function modelAt(uint64 index) external view returns (bytes32);
}
