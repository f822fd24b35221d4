// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry, Model} from "./interfaces/IModelRegistry.sol";
import {CidLib} from "./libraries/CidLib.sol";

/// @title ModelRegistry
/// @notice An append-only list of models.
contract ModelRegistry is IModelRegistry {
    mapping(bytes32 => Model) private _models;
    bytes32[] private _list;

    /// @inheritdoc IModelRegistry
    function register(bytes32 model) external returns (uint64 index) {
        if (model == 0) revert EmptyDigest();
        address publisher = _models[model].publisher;
        if (publisher != address(0)) revert ModelAlreadyRegistered(model, publisher);
        index = uint64(_list.length);
        _list.push(model);
        _models[model] = Model(msg.sender, uint40(block.timestamp), index);
        emit ModelRegistered(model, msg.sender, CidLib.rawCid(model), index);
    }

    /// @inheritdoc IModelRegistry
    function getModel(bytes32 model) external view returns (Model memory) {
        return _models[model];
    }

    /// @inheritdoc IModelRegistry
    function modelCount() public view returns (uint64) {
        return uint64(_list.length);
    }

    /// @inheritdoc IModelRegistry
    function modelAt(uint64 index) external view returns (bytes32) {
        uint64 count = modelCount();
        if (index >= count) revert ModelIndexOutOfRange(index, count);
        return _list[index];
    }
}
