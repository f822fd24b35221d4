// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry, Model} from "../../src/interfaces/IModelRegistry.sol";
import {Test} from "../support/Test.sol";

contract ModelRegistryTest is Test {
    IModelRegistry private registry;

    function setUp() public {
        registry = IModelRegistry(vm.deployCode(artifact("ModelRegistry"), ""));
        vm.warp(1_800_000_000);
    }

    function test_register_listsTheModel(address publisher, bytes32 model) public {
        vm.assume(publisher != address(0) && model != 0);
        vm.expectEmit(address(registry));
        emit IModelRegistry.ModelRegistered(model, publisher, bytes.concat(hex"01551220", model), 0);

        vm.prank(publisher);
        uint64 index = registry.register(model);

        assertEq(index, 0, "index");
        Model memory m = registry.getModel(model);
        assertEq(m.publisher, publisher, "publisher");
        assertEq(m.registeredAt, block.timestamp, "time");
        assertEq(m.index, 0, "stored index");
    }

    function test_register_keepsTheOrder(uint256 models) public {
        models = bound(models, 1, 20);
        for (uint256 i; i < models; ++i) {
            assertEq(registry.register(keccak256(abi.encode(i))), i, "index");
        }
        assertEq(registry.modelCount(), models, "count");
        for (uint64 i; i < models; ++i) {
            assertEq(registry.modelAt(i), keccak256(abi.encode(i)), "model");
            assertEq(registry.getModel(keccak256(abi.encode(i))).index, i, "stored index");
        }
    }

    function test_register_revertsWithoutModel() public {
        expectError(abi.encodeWithSelector(IModelRegistry.EmptyDigest.selector));
        registry.register(0);
    }

    function test_register_revertsASecondTime(address first, address second, bytes32 model) public {
        vm.assume(first != address(0) && model != 0);
        vm.prank(first);
        registry.register(model);
        expectError(abi.encodeWithSelector(IModelRegistry.ModelAlreadyRegistered.selector, model, first));
        vm.prank(second);
        registry.register(model);
    }

    function test_getModel_isEmptyForAnUnknownModel(bytes32 model) public view {
        Model memory none;
        assertEq(abi.encode(registry.getModel(model)), abi.encode(none), "model");
    }

    function test_modelAt_revertsBeyondTheEnd(uint64 index, uint256 models) public {
        models = bound(models, 0, 5);
        for (uint256 i; i < models; ++i) {
            registry.register(keccak256(abi.encode(i)));
        }
        index = uint64(bound(index, models, type(uint64).max));
        expectError(abi.encodeWithSelector(IModelRegistry.ModelIndexOutOfRange.selector, index, models));
        registry.modelAt(index);
    }
}
